/* value.h -- values, keys and handles in private memory: on their way into a namespace and out of it. */
#ifndef MMF_VALUE_H
#define MMF_VALUE_H

#include "cell.h"

/* One process's attachment to one file; shared by every handle and thread of the process. */
typedef struct mmf_ns mmf_ns;

/* Names a container for ever: its header's offset, and the serial that tells it from a later
 * container at the same place. Any operation on a container that is gone is MMF_STALE. Made only by
 * mmf_root(), mmf_out_ref() and mmf_ref_find(), which see to it that the offset is a header's. */
typedef struct mmf_ref {
    mmf_ns *ns;
    uint64_t off;
    uint64_t serial;
} mmf_ref;

/* Where the index of a dict is, remembered beside a mmf_ref of it, for mmf_dict_glance(): see Q5 in lookup.c. Any
 * number of threads may use one. Starts as {.seq = MMF_MEMO_NOTHING}. */
typedef struct mmf_memo {
    uint64_t seq;    /* the header's counter at that time; odd: nothing is known, or somebody is writing it down */
    uint64_t *words; /* of the index's directory (depth > 0), or the slots of its only segment */
    uint64_t shape;  /* depth << 32 | slots of a segment - 1 */
} mmf_memo;
#define MMF_MEMO_NOTHING UINT64_C(1)
#define MMF_MEMO_WRITING UINT64_C(3)

/* A value on its way in, in private memory.
 *   scalar   cell holds tag and inline bytes, or tag, width and length (offset 0) with data the bytes
 *   dict     cell = {MMF_TAG_DICT, count}, data = array of `count` mmf_item
 *   list     cell = {MMF_TAG_LIST, count}, data = array of `count` mmf_value
 *   handle   cell = {MMF_TAG_REF, 0},     data = mmf_ref of a container of the same namespace:
 *            no-op at the place where it already is, adopted if it is an orphan, else deep-copied
 *   absent   cell = {MMF_TAG_EMPTY, 0}, only for mmf_dict_compare_exchange */
typedef struct mmf_value {
    mmf_cell cell;
    const void *data;
} mmf_value;

/* A dict key on its way in. Two keys are equal when their normal forms are the same bytes
 * (1, 1.0 and True share one); `value` is what is stored. Make one with mmf_key_init(). */
typedef struct mmf_key {
    mmf_value value;
    mmf_value normal;
    uint32_t hash;
} mmf_key;

typedef struct mmf_item {
    mmf_key key;
    mmf_value value;
} mmf_item;

/* A value on its way out.
 *   scalar     cell as stored (its offset means nothing); data = payload of a long value, else NULL
 *   container  cell.tag is MMF_TAG_DICT or MMF_TAG_LIST; mmf_out_ref() names it
 * mmf_out_clear() releases it; safe to call twice, and on one that was only initialised. */
#define MMF_OUT_SMALL 256
typedef struct mmf_out mmf_out;

/* Gives memory for the payload of a value of more than MMF_OUT_SMALL bytes, which lie in the file; NULL if there is
 * none. What is to be given back by `release` becomes out->owned. Called while the value is read, which may turn out to
 * be torn: then what was made is released, and the next try asks again. So neither may come back to the namespace. */
typedef void *mmf_room(mmf_out *out, mmf_cell cell);
mmf_room mmf_out_room; /* out->owned is from malloc() */

struct mmf_out {
    mmf_cell cell;
    const void *data;
    void *owned;
    void (*release)(void *owned);
    mmf_room *room;
    uint64_t small[MMF_OUT_SMALL / 8];
};

/* With the caller's own memory for what is long: where it is to stay, say. */
static inline void mmf_out_init_for(mmf_out *out, mmf_room *room)
{
    out->owned = NULL;
    out->room = room;
}
static inline void mmf_out_init(mmf_out *out) { mmf_out_init_for(out, mmf_out_room); }
void mmf_out_clear(mmf_out *out);
mmf_ref mmf_out_ref(const mmf_out *out, mmf_ns *ns);

/* A plain copy of a value and all below it, as a stream of cells: each cell is followed by its payload,
 * padded with zeros to 16 bytes, if it is a long value; by `count` pairs of key and value if it is
 * {MMF_TAG_DICT, count}; by `count` values if it is {MMF_TAG_LIST, count}. The same form is the
 * payload of tuples and frozensets (see cell.h). Release with mmf_buffer_clear(). */
typedef struct mmf_buffer {
    unsigned char *data;
    size_t bytes;
    size_t capacity;
    uint64_t stamp;  /* see below */
    /* It holds parts that the serializer must read, more than MMF_DEPTH_SURE levels, or tuples or frozensets in others:
     * that may fail. */
    bool unsure;
    void *lent; /* data is this memory of the caller's, until more is needed */
} mmf_buffer;

/* Bytes that a payload takes in a stream. */
static inline size_t mmf_padded(size_t bytes) { return (bytes + 15) & ~(size_t)15; }

/* Containers in each other that can be read, whatever else a program is in the middle of. */
#define MMF_DEPTH_SURE 16

/* Bytes in a stream that can be read: a process may have no memory for the objects that more would take. */
#define MMF_BYTES_SURE (64 << 10)

/* Where an operation takes a stamp: whatever moved. */
#define MMF_ANY_STAMP UINT64_MAX

/* Operations that remove a value and give it in a buffer do not lose what cannot be read: if it is `unsure`, or larger
 * than MMF_BYTES_SURE, the first call answers MMF_UNSURE with the copy and its stamp in the buffer, and removes
 * nothing. Having read the copy, call again with the same buffer: the value is removed unless something has moved since
 * (MMF_MOVED; start again, mmf_buffer_init). */

static inline void mmf_buffer_init(mmf_buffer *b)
{
    b->data = NULL;
    b->bytes = b->capacity = 0;
    b->stamp = MMF_ANY_STAMP;
    b->unsure = false;
    b->lent = NULL;
}
/* The same with memory of the caller's to begin with, aligned to 16. */
static inline void mmf_buffer_lend(mmf_buffer *b, void *memory, size_t bytes)
{
    mmf_buffer_init(b);
    b->data = b->lent = memory;
    b->capacity = bytes;
}
void mmf_buffer_clear(mmf_buffer *b);

#endif
