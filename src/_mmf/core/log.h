/* log.h -- the undo log: every change is all or nothing. */
#ifndef MMF_LOG_H
#define MMF_LOG_H

#include "notify.h"
#include "segment.h"

/* The state word: operation number << 29 | units << 1 | committed. */
#define MMF_LOG_OPERATION_SHIFT 29
#define MMF_LOG_COMMITTED UINT64_C(1)
static inline uint64_t mmf_log_state_units(uint64_t state) { return (state >> 1) & ((UINT64_C(1) << 28) - 1); }

/* A block that is freed when the change commits. */
typedef struct mmf_pending_free {
    mmf_off off;
    uint64_t bytes;
} mmf_pending_free;

/* A counter that was made odd, and the value that ends the change. Its memory may be another's by then: an entry that
 * was removed and taken again, or a block that was new and has been undone. Then it is not `odd` and is left alone. */
typedef struct mmf_odd {
    uint64_t *counter;
    uint64_t odd, even;
} mmf_odd;

/* The writer's private side of the log. Used only by the holder of the writer lock. */
typedef struct mmf_log {
    mmf_segment *segment;
    uint64_t operation;    /* the state word's operation number, in its place */
    uint64_t count;        /* units recorded */
    uint64_t capacity;     /* units that there is room for */
    uint64_t *next;        /* where unit `count` goes */
    uint64_t *end;         /* of that chunk */
    mmf_off chunk[MMF_LOG_CHUNKS]; /* [0] unused; as in the superblock, where others may write */
    bool released;         /* blocks have become free in this change already, so records may be about free memory */
    mmf_odd *odd;          /* counters that this change made odd */
    size_t odd_count, odd_capacity;
    mmf_pending_free *pending;
    size_t pending_count, pending_capacity;
    mmf_notify notify;
} mmf_log;

/* A point inside a change to which it can go back. */
typedef struct mmf_mark {
    uint64_t count, capacity;
    size_t odd_count, pending_count, touched_count;
} mmf_mark;

/* Units that stay in reserve for the log's own growth. Every primitive of the heap needs fewer. */
#define MMF_LOG_SPARE 64

void mmf_log_init(mmf_log *log, mmf_segment *segment); /* a mapped one */
void mmf_log_clear(mmf_log *log);

/* Start a change. false: the log is not empty, so an owner died and could not be recovered. */
static inline bool mmf_log_begin(mmf_log *log)
{
    uint64_t state = mmf_load(&mmf_super(log->segment)->log_state);
    uint64_t in_use = state & ((UINT64_C(1) << MMF_LOG_OPERATION_SHIFT) - 1);
    log->operation = state - in_use; /* the rest was made ready by the end of the change before */
    return MMF_LIKELY(!in_use);
}
/* Room for `units` more besides MMF_LOG_SPARE? mmf_log_room() (heap.h) makes it. */
static inline bool mmf_log_has_room(const mmf_log *log, uint64_t units)
{
    return log->capacity - log->count >= units + MMF_LOG_SPARE;
}
/* Is a record about a word of [off, off + bytes)? Looks at all of them. */
bool mmf_log_aims_into(const mmf_log *log, mmf_off off, uint64_t bytes);
/* The log got another chunk; `off` is its block. */
void mmf_log_add_chunk(mmf_log *log, mmf_off off);
uint64_t mmf_log_chunk_bytes(unsigned chunk);
/* Chunks beyond the first in use: chunk 1 .. result; *off gives their blocks. */
unsigned mmf_log_chunks(const mmf_log *log);
void mmf_log_next_chunk(mmf_log *log);

/* Free [off, off + bytes) when this change commits. MMF_NOMEM. */
MMF_UNUSED_RESULT mmf_status mmf_log_free_later(mmf_log *log, mmf_off off, uint64_t bytes);

static inline mmf_mark mmf_log_mark(const mmf_log *log)
{
    return (mmf_mark){log->count, log->capacity, log->odd_count, log->pending_count, log->notify.count};
}

/* Undo back to `mark`; the change goes on from there. */
void mmf_log_undo_to(mmf_log *log, mmf_mark mark);
/* End the change: keep it, or undo all of it. Pending frees have been carried out (commit) or are dropped. */
void mmf_log_rollback(mmf_log *log);
static inline void mmf_counter_make_even(uint64_t *counter, uint64_t odd, uint64_t even)
{
    if (MMF_LIKELY(mmf_load(counter) == odd))
        mmf_store_release(counter, even);
}
static inline void mmf_log_make_even(mmf_log *log, size_t from)
{
    mmf_program_order();
    for (size_t i = from; i < log->odd_count; i++)
        mmf_counter_make_even(log->odd[i].counter, log->odd[i].odd, log->odd[i].even);
    mmf_program_order();
    log->odd_count = from;
}
/* Ready for the next change: all of the first chunk is free. */
static inline void mmf_log_reset(mmf_log *log)
{
    log->count = log->pending_count = log->odd_count = 0;
    log->released = false;
    log->capacity = MMF_LOG_UNITS;
    log->next = (uint64_t *)(log->segment->base + MMF_LOG_OFF);
    log->end = log->next + 2 * MMF_LOG_UNITS;
}
/* All is undone: from here on a recovery has only to make counters even, as after a commit. Undoing again would pass
 * old values by readers that trust counters which are even already. */
static inline void mmf_log_mark_undone(mmf_log *log)
{
    mmf_program_order();
    mmf_store(&mmf_super(log->segment)->log_state, log->operation | log->count << 1 | MMF_LOG_COMMITTED);
}

/* The last step of a change, kept or undone (L3). */
static inline void mmf_log_end(mmf_log *log)
{
    mmf_log_make_even(log, 0);
    mmf_store_release(&mmf_super(log->segment)->log_state, log->operation + (UINT64_C(1) << MMF_LOG_OPERATION_SHIFT));
    mmf_log_reset(log);
}
static inline void mmf_log_commit(mmf_log *log)
{
    if (!log->count) {
        mmf_log_reset(log);
        return;
    }
    mmf_program_order();
    mmf_store(&mmf_super(log->segment)->log_state, log->operation | log->count << 1 | MMF_LOG_COMMITTED);
    mmf_log_end(log);
    if (MMF_UNLIKELY(log->notify.count != log->notify.committed))
        mmf_notify_commit(&log->notify);
}

/* The open change changes `h`: whoever waits for it will be told. MMF_NOMEM. */
MMF_UNUSED_RESULT static inline mmf_status mmf_log_touch(mmf_log *log, struct mmf_header_shm *h)
{
    return MMF_UNLIKELY(mmf_is_awaited(h)) ? mmf_notify_touch(&log->notify, h) : MMF_OK;
}

/* A change that is one word (L6), which has been stored: only the number moves. */
static inline void mmf_log_commit_word(mmf_log *log)
{
    mmf_program_order();
    mmf_store_release(&mmf_super(log->segment)->log_state, log->operation + (UINT64_C(1) << MMF_LOG_OPERATION_SHIFT));
}

/* Finish or undo what a dead writer left. Lock held. *undone: units undone. MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_log_recover(mmf_log *log, uint64_t *undone);

/* ---- recording; room was made before ---- */

enum mmf_record {
    MMF_RECORD_WORD = 1,    /* {target, old} */
    MMF_RECORD_COUNTER = 2, /* {target, old even value}: ends at old + 2 */
    MMF_RECORD_PAIR = 3,    /* {old second word, 0}, {target, old first word} */
    MMF_RECORD_ENTRY = 4,   /* {old second word of the value, old meta}, {entry, old first word of the value} */
    MMF_RECORD_RUN = 5      /* {old words, two at a time} ..., {target, count of words} */
};

/* One record = its units, then the state word that makes them count, then (by the caller) the change itself:
 * killed anywhere between, recovery undoes exactly what could have happened. */
static inline void mmf_log_unit(mmf_log *log, uint64_t first, uint64_t second)
{
    if (MMF_UNLIKELY(log->next == log->end))
        mmf_log_next_chunk(log);
    uint64_t *unit = log->next;
    log->next = unit + 2;
    log->count++;
    mmf_store(&unit[0], first);
    mmf_store(&unit[1], second);
}

static inline void mmf_log_publish(mmf_log *log)
{
    mmf_program_order();
    mmf_store(&mmf_super(log->segment)->log_state, log->operation | log->count << 1);
    mmf_program_order();
}

/* Records that do not count before the next one is published: of two neighbouring words, and of a run of words (1 to
 * MMF_RUN_WORDS, of an even number that there is room for). */
static inline void mmf_log_pair(mmf_log *log, const uint64_t *words)
{
    mmf_log_unit(log, mmf_load(words + 1), 0);
    mmf_log_unit(log, mmf_off_of(log->segment, words) | MMF_RECORD_PAIR, mmf_load(words));
}

#define MMF_RUN_WORDS 16
#define MMF_RUN_UNITS (MMF_RUN_WORDS / 2 + 1)
static inline uint64_t mmf_run_units(uint64_t words) { return (words + 1) / 2; } /* before the last one */
static inline void mmf_log_run(mmf_log *log, const uint64_t *words, uint64_t count)
{
    for (uint64_t i = 0; i < count; i += 2)
        mmf_log_unit(log, mmf_load(words + i), mmf_load(words + i + 1));
    mmf_log_unit(log, mmf_off_of(log->segment, words) | MMF_RECORD_RUN, count);
}

/* Logged stores: of one word, and of two neighbours (a cell). */
static inline void mmf_put(mmf_log *log, uint64_t *word, uint64_t value)
{
    mmf_log_unit(log, mmf_off_of(log->segment, word) | MMF_RECORD_WORD, mmf_load(word));
    mmf_log_publish(log);
    mmf_store_data(word, value);
}

/* The same, but no record where the word's memory is nobody's before this change (L4). */
static inline void mmf_put_unless_new(mmf_log *log, bool is_new, uint64_t *word, uint64_t value)
{
    if (is_new)
        mmf_store_data(word, value);
    else
        mmf_put(log, word, value);
}

static inline void mmf_put_pair(mmf_log *log, uint64_t *words, uint64_t first, uint64_t second)
{
    mmf_log_pair(log, words);
    mmf_log_publish(log);
    mmf_store_data(words, first);
    mmf_store_data(words + 1, second);
}

/* Record two words that the caller is about to overwrite without logging. */
static inline void mmf_log_save_pair(mmf_log *log, uint64_t *words)
{
    mmf_log_pair(log, words);
    mmf_log_publish(log);
}

/* Make a counter odd until the change ends. No-op if it is (only the lock's holder makes counters odd). MMF_NOMEM. */
MMF_UNUSED_RESULT mmf_status mmf_log_make_odd_now(mmf_log *log, uint64_t *counter);
MMF_UNUSED_RESULT static inline mmf_status mmf_log_make_odd(mmf_log *log, uint64_t *counter)
{
    return mmf_load(counter) & 1 ? MMF_OK : mmf_log_make_odd_now(log, counter);
}

/* Overwrite an entry's value cell in place under the entry's own version. */
MMF_UNUSED_RESULT mmf_status mmf_log_put_value(mmf_log *log, struct mmf_entry_shm *entry, mmf_cell value);

#endif
