/* tree.h -- values with all that is below them: store, copy out, detach, free. */
#ifndef MMF_TREE_H
#define MMF_TREE_H

#include "handles.h"
#include "list.h"
#include "table.h"

/* Values nested deeper than this in one assignment are refused. */
#define MMF_DEPTH_MAX 2000

/* A walk through nested containers keeps its levels in an array, since a thread's stack may be small: a few in the
 * walker's frame to begin with, then twice as many in private memory. NULL: there is none, and all is as it was. */
#define MMF_LEVELS_FEW 8
void *mmf_levels_widen(void *levels, const void *few, size_t *capacity, size_t each);

/* What the lock's holder changes the tree with. */
typedef struct mmf_tree {
    mmf_log *log;
    mmf_handles *handles; /* of this process */
    uint64_t *orphans;    /* list head in this process's slot; NULL: it has none */
    uint32_t slot;        /* of this process */
} mmf_tree;

static inline mmf_cell mmf_ref_cell(uint8_t tag, mmf_off off, uint64_t serial)
{
    return mmf_cell_with_offset((mmf_cell){tag, serial}, off);
}

/* Does the cell name the container at `off`? */
static inline bool mmf_cell_names(mmf_cell cell, mmf_off off)
{
    return mmf_tag_is_container(mmf_cell_tag(cell)) && mmf_cell_offset(cell) == off;
}

/* Is `value` a handle on the very container that `cell` names? */
static inline bool mmf_is_handle_on(const mmf_value *value, mmf_cell cell)
{
    if (MMF_LIKELY(mmf_cell_tag(value->cell) != MMF_TAG_REF))
        return false;
    const mmf_ref *ref = value->data;
    return mmf_cell_names(cell, ref->off) && cell.w1 == ref->serial;
}

/* The header that a container's cell or a handle names. MMF_STALE: its serial is another's, or marked. MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_tree_header(mmf_segment *s, mmf_off off, uint64_t serial, struct mmf_header_shm **h);

/* Is it the container with this serial, and an orphan of this slot? (X4) */
static inline bool mmf_is_orphan_of(const struct mmf_header_shm *h, uint64_t serial, uint32_t slot)
{
    return mmf_load_data(&h->serial) == (serial | MMF_SERIAL_ORPHAN) &&
           mmf_load_data(&h->parent) == mmf_parent_of_orphan(slot);
}

/* Build `value` in the file as a child of `parent` (header offset); *cell names it. Handles are adopted if they are
 * orphans of this process, else copied. Lock held. MMF_FULL, MMF_STALE, MMF_CYCLE, MMF_INVALID (nested too deeply),
 * ... */
MMF_UNUSED_RESULT mmf_status mmf_tree_build(mmf_tree *t, mmf_off parent, const mmf_value *value, mmf_cell *cell);
MMF_UNUSED_RESULT static inline mmf_status mmf_tree_store(mmf_tree *t, mmf_off parent, const mmf_value *value,
                                                          mmf_cell *cell)
{
    *cell = value->cell;
    return MMF_LIKELY(mmf_tag_is_inline(mmf_cell_tag(*cell))) ? MMF_OK : mmf_tree_build(t, parent, value, cell);
}
/* The same in place of `old`, which is given up; or, where both are containers of the same shape, small, and no handle
 * of this process is on the old one, is written over (X6). */
MMF_UNUSED_RESULT mmf_status mmf_tree_store_over(mmf_tree *t, mmf_off parent, mmf_cell old, const mmf_value *value,
                                                 mmf_cell *cell);
/* Store a key; mmf_key's value is a scalar. */
MMF_UNUSED_RESULT static inline mmf_status mmf_tree_store_key(mmf_tree *t, const mmf_key *key, mmf_cell *cell)
{
    return mmf_long_store(t->log, &key->value, cell);
}

/* What a cell referred to is not wanted any more: free it with the change, or make it an orphan if this process holds
 * handles on it, or put it on the garbage list. The cell itself is the caller's. Lock held. */
MMF_UNUSED_RESULT mmf_status mmf_tree_dispose(mmf_tree *t, mmf_cell cell);
/* Make a container empty: its content goes to the garbage list. */
MMF_UNUSED_RESULT mmf_status mmf_tree_empty(mmf_tree *t, struct mmf_header_shm *h);
/* Rebuild a dict that has memory for many more items than it has, order numbers as they are. MMF_NOT_FOUND: not worth
 * it. */
MMF_UNUSED_RESULT mmf_status mmf_tree_shrink(mmf_tree *t, struct mmf_header_shm *h);
/* An orphan of this process: into `parent`, by a cell that is the caller's. */
MMF_UNUSED_RESULT mmf_status mmf_tree_adopt(mmf_tree *t, struct mmf_header_shm *h, mmf_off parent);
/* An orphan without handles: to the garbage list. */
MMF_UNUSED_RESULT mmf_status mmf_tree_drop_orphan(mmf_tree *t, uint64_t *orphans, struct mmf_header_shm *h);
/* Free a bounded part of the garbage, within one change. MMF_NOT_FOUND: there is none. */
MMF_UNUSED_RESULT mmf_status mmf_tree_free_some(mmf_tree *t);

/* A child container's place among its parent's values: the entry of a dict, or the index in a list. */
typedef struct mmf_child {
    struct mmf_entry_shm *entry;
    uint64_t index;
} mmf_child;
/* Find it; lock held. *left: values to look at, at most, in all calls with it; mmf_tree_steps() to begin with.
 * MMF_NOT_FOUND, MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_tree_find_child(mmf_segment *s, const struct mmf_header_shm *h, mmf_off child,
                                                 uint64_t *left, mmf_child *place);
static inline uint64_t mmf_tree_steps(mmf_segment *s) { return mmf_most(s, sizeof(mmf_cell)); }

/* Does the container at `off` lie in the subtree of (or equal) `inside`? */
bool mmf_tree_is_inside(mmf_segment *s, mmf_off off, mmf_off inside);
/* The same of one that has its place already, which may be in what a container has given up (X5). Lock held. */
bool mmf_tree_is_still_inside(mmf_segment *s, mmf_off off, mmf_off inside);

/* Does the stored value equal `value` in type and content? Lock held. A handle equals the container that it
 * names, and no other. MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_tree_equals(mmf_segment *s, mmf_cell cell, const mmf_value *value, bool *equal);

/* Append a plain copy of the value in `cell`, all below included. Without the lock it may be torn, and then be
 * MMF_CORRUPT or rubbish: the caller checks the stamp. MMF_NOMEM. */
MMF_UNUSED_RESULT mmf_status mmf_tree_export(mmf_segment *s, mmf_cell cell, mmf_buffer *buffer);

/* The same for `count` cells side by side. */
MMF_UNUSED_RESULT mmf_status mmf_tree_export_run(mmf_segment *s, const uint64_t *cells, uint64_t count,
                                                 mmf_buffer *buffer);

/* Append only the payload of a long value, padded. The same. */
MMF_UNUSED_RESULT mmf_status mmf_payload_export(mmf_segment *s, mmf_cell cell, mmf_buffer *buffer);

/* Read a stream (see mmf_buffer) as one mmf_value, in memory of the arena. MMF_CORRUPT, MMF_NOMEM. */
typedef struct mmf_arena mmf_arena;
MMF_UNUSED_RESULT mmf_status mmf_tree_parse(const uint64_t seed[4], const mmf_buffer *stream, mmf_value *value,
                                            mmf_arena **arena);
void mmf_arena_free(mmf_arena *arena);

#endif
