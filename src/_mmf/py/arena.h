/* arena.h -- private memory that lives as long as one operation: what values are encoded into on their way to the
 * core. */
#ifndef PY_ARENA_H
#define PY_ARENA_H

#include "compat.h"

#define ARENA_FIRST_BYTES 512

typedef struct arena_block {
    struct arena_block *next;
    size_t unused; /* so that data is aligned to 16 */
    unsigned char data[];
} arena_block;

typedef struct arena_keep {
    struct arena_keep *next;
    PyObject *object;
} arena_keep;

typedef struct arena {
    arena_block *blocks;
    arena_keep *keeps;
    unsigned char *at;
    size_t room;
    _Alignas(16) unsigned char first[ARENA_FIRST_BYTES];
} arena;

static inline void arena_init(arena *a)
{
    a->blocks = NULL;
    a->keeps = NULL;
    a->at = a->first;
    a->room = sizeof a->first;
}
void arena_clear(arena *a);

/* Memory aligned to 16; NULL and MemoryError. */
void *arena_take(arena *a, size_t bytes);
/* `count` times `each` bytes. */
void *arena_take_array(arena *a, size_t count, size_t each);
/* Own a block that was grown outside (see stream.c). */
void arena_adopt(arena *a, arena_block *block);
/* Hold a reference until arena_clear(), because encoded values point into the object. -1 and MemoryError. */
int arena_keep_object(arena *a, PyObject *object);

#endif
