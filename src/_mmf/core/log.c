/* log.c -- records the old value of each word before it changes, so that a change can be undone.
 *
 *     state word:  operation number | units in use | committed
 *     first chunk (fixed area): unit unit unit ...   further chunks (blocks of the heap): (unit unused) unit unit ...
 *
 * A record is written before the word that it is about, and counts from the store of the state word on.
 * L1  While units > 0 and not committed, undoing the records from the last to the first gives back the state
 *     before the change, whether or not the last record's own change happened.
 * L2  Undoing is idempotent: it may be cut short and done again, by anyone who holds the lock.
 * L3  The change is committed by one store of the state word. After it, counters are made even, then the state
 *     word becomes {next operation, 0, 0}. Until then the records are kept, so recovery can finish.
 *     A change that was undone ends in the same way: once all is undone, the same mark says so.
 * L4  A block that is new in the change is written without records; a block that the change frees is handed
 *     to the heap at its very end, so that it can not become new in the same change.
 * L5  Chunks beyond the first are blocks that the change itself allocates, by records in earlier chunks, and frees at
 *     its end. Their first unit is left out: the heap keeps its links there once they are free, while the counters are
 *     still read from the rest. No record of the change is about the rest: undoing it again (L2) would read what
 *     undoing it had put there.
 * L6  A change that is one word, by which alone others find what is new, needs no record: one store makes it. The
 *     operation number moves after it, or when whoever finds its writer dead recovers, so that stamps see it.
 * The idea is that of rollback journals and of undo logging as in PMDK's libpmemobj; ours need not survive power
 * loss, so it needs no cache flushes, only program order. */
#include "log.h"

#include <stdlib.h>

#include "array.h"

#define ARRAY_FIRST 16 /* elements of a private array at first */

static struct mmf_super_shm *super_of(const mmf_log *log) { return mmf_super(log->segment); }

uint64_t mmf_log_chunk_bytes(unsigned chunk) { return (MMF_LOG_UNITS << chunk) * 16; }

/* Units in the chunks before `chunk`; those beyond the first lose one unit each (L5). */
static uint64_t units_before(unsigned chunk)
{
    return chunk ? MMF_LOG_UNITS * ((UINT64_C(1) << chunk) - 1) - (chunk - 1) : 0;
}

static unsigned chunk_of(uint64_t unit)
{
    unsigned chunk = 0;
    while (units_before(chunk + 1) <= unit)
        chunk++;
    return chunk;
}

/* The first usable unit of a chunk, or NULL if the file gives it a wrong place. */
static uint64_t *chunk_units(const mmf_log *log, unsigned chunk)
{
    if (!chunk)
        return (uint64_t *)(log->segment->base + MMF_LOG_OFF);
    if (chunk >= MMF_LOG_CHUNKS)
        return NULL;
    uint64_t *block = mmf_at(log->segment, log->chunk[chunk], mmf_log_chunk_bytes(chunk));
    return block ? block + 2 : NULL;
}

static uint64_t *unit_at(const mmf_log *log, uint64_t unit)
{
    unsigned chunk = chunk_of(unit);
    uint64_t *units = chunk_units(log, chunk);
    return units ? units + 2 * (unit - units_before(chunk)) : NULL;
}

void mmf_log_init(mmf_log *log, mmf_segment *segment)
{
    *log = (mmf_log){.segment = segment};
    mmf_log_reset(log);
}

void mmf_log_clear(mmf_log *log)
{
    free(log->odd);
    free(log->pending);
    free(log->notify.touched);
}

unsigned mmf_log_chunks(const mmf_log *log)
{
    unsigned chunk = 0;
    while (units_before(chunk + 1) < log->capacity)
        chunk++;
    return chunk;
}

void mmf_log_add_chunk(mmf_log *log, mmf_off off)
{
    unsigned chunk = mmf_log_chunks(log) + 1;
    log->chunk[chunk] = off;
    mmf_store(&super_of(log)->log_chunk[chunk], off);
    mmf_program_order();
    log->capacity = units_before(chunk + 1);
}

void mmf_log_next_chunk(mmf_log *log)
{
    unsigned chunk = chunk_of(log->count);
    log->next = unit_at(log, log->count);
    log->end = log->next + 2 * (units_before(chunk + 1) - log->count);
}

mmf_status mmf_log_free_later(mmf_log *log, mmf_off off, uint64_t bytes)
{
    if (MMF_UNLIKELY(log->pending_count == log->pending_capacity)) {
        mmf_pending_free *wider = mmf_array_widen(log->pending, &log->pending_capacity, ARRAY_FIRST, sizeof *wider);
        if (!wider)
            return MMF_NOMEM;
        log->pending = wider;
    }
    log->pending[log->pending_count++] = (mmf_pending_free){off, bytes};
    return MMF_OK;
}

static inline mmf_status note_odd(mmf_log *log, uint64_t *counter, uint64_t odd, uint64_t even)
{
    if (MMF_UNLIKELY(log->odd_count == log->odd_capacity)) {
        mmf_odd *wider = mmf_array_widen(log->odd, &log->odd_capacity, ARRAY_FIRST, sizeof *wider);
        if (!wider)
            return MMF_NOMEM;
        log->odd = wider;
    }
    log->odd[log->odd_count++] = (mmf_odd){counter, odd, even};
    return MMF_OK;
}

mmf_status mmf_log_make_odd_now(mmf_log *log, uint64_t *counter)
{
    uint64_t value = mmf_load(counter);
    mmf_status status = note_odd(log, counter, value + 1, value + 2);
    if (MMF_UNLIKELY(status != MMF_OK))
        return status;
    mmf_log_unit(log, mmf_off_of(log->segment, counter) | MMF_RECORD_COUNTER, value);
    mmf_log_publish(log);
    mmf_store(counter, value + 1);
    mmf_write_fence();
    return MMF_OK;
}

mmf_status mmf_log_put_value(mmf_log *log, struct mmf_entry_shm *entry, mmf_cell value)
{
    uint64_t meta = mmf_load(&entry->meta);
    if (MMF_UNLIKELY(meta & MMF_VERSION_STEP)) { /* already odd by this change */
        mmf_put_pair(log, entry->value, value.w0, value.w1);
        return MMF_OK;
    }
    mmf_status status = note_odd(log, &entry->meta, meta + MMF_VERSION_STEP, meta + 2 * MMF_VERSION_STEP);
    if (MMF_UNLIKELY(status != MMF_OK))
        return status;
    mmf_log_unit(log, mmf_load(&entry->value[1]), meta);
    mmf_log_unit(log, mmf_off_of(log->segment, entry) | MMF_RECORD_ENTRY, mmf_load(&entry->value[0]));
    mmf_log_publish(log);
    mmf_store(&entry->meta, meta + MMF_VERSION_STEP);
    mmf_write_fence();
    mmf_store_data(&entry->value[0], value.w0);
    mmf_store_data(&entry->value[1], value.w1);
    return MMF_OK;
}

/* What a record's last unit begins with: the target's offset, a multiple of 8, and an enum mmf_record. */
static mmf_off target_of(uint64_t head) { return head & ~UINT64_C(7); }
static unsigned kind_of(uint64_t head) { return head & 7; }

/* Bytes from the target on that undoing a record may change; `words` is the second word of its last unit. */
static uint64_t target_bytes(uint64_t head, uint64_t words)
{
    switch (kind_of(head)) {
    case MMF_RECORD_ENTRY:
        return sizeof(struct mmf_entry_shm);
    case MMF_RECORD_PAIR:
        return 16;
    case MMF_RECORD_RUN:
        return 8 * words;
    default:
        return 8;
    }
}

bool mmf_log_aims_into(const mmf_log *log, mmf_off off, uint64_t bytes)
{
    for (uint64_t unit = log->count; unit-- > 0;) {
        const uint64_t *record = unit_at(log, unit);
        uint64_t head = record ? mmf_load(record) : 0, words = record ? mmf_load(record + 1) : 0, more = 0;
        mmf_off target = target_of(head);
        if (!record || (target < off + bytes && off < target + target_bytes(head, words)))
            return true;
        if (kind_of(head) == MMF_RECORD_RUN)
            more = mmf_run_units(words);
        else if (kind_of(head) == MMF_RECORD_PAIR || kind_of(head) == MMF_RECORD_ENTRY)
            more = 1;
        if (more > unit)
            return true;
        unit -= more;
    }
    return false;
}

/* What a record may change: the mutable part of the superblock, or the heap. Its words must lie in the file. */
static bool target_is_sound(const mmf_log *log, uint64_t head, uint64_t words)
{
    mmf_off off = target_of(head);
    uint64_t bytes = target_bytes(head, words);
    if (kind_of(head) == MMF_RECORD_RUN && (!words || words > MMF_RUN_WORDS))
        return false;
    bool in_fixed_areas = off >= offsetof(struct mmf_super_shm, seq) && off + bytes <= sizeof(struct mmf_super_shm);
    bool in_slots = off >= MMF_SLOTS_OFF && off + bytes <= MMF_HEAP_OFF;
    return (in_fixed_areas || in_slots || off >= MMF_HEAP_OFF) && mmf_at(log->segment, off, bytes);
}

/* Put the words of a run back; their units begin with `unit`. */
static void undo_run(const mmf_log *log, uint64_t unit, uint64_t *target, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++) {
        uint64_t *pair = unit_at(log, unit + i / 2);
        if (pair)
            mmf_store_data(&target[i], mmf_load(pair + i % 2));
    }
}

/* Undo the units [to, from), last first. Records were checked by recovery, or are our own; but in a hostile file
 * undoing one may have changed another: then stop. */
static void undo(mmf_log *log, uint64_t from, uint64_t to)
{
    /* Then no reader trusts what it sees meanwhile, and entries get their versions back: who waits for a key is not
     * told of what was undone. */
    bool is_unread = mmf_load(&super_of(log)->seq) & 1;
    for (uint64_t unit = from; unit-- > to;) {
        uint64_t *record = unit_at(log, unit), *extra = NULL;
        uint64_t head = record ? mmf_load(record) : 0, old = record ? mmf_load(record + 1) : 0;
        if (!target_is_sound(log, head, old))
            return;
        uint64_t *target = (uint64_t *)(log->segment->base + target_of(head));
        switch (kind_of(head)) {
        case MMF_RECORD_WORD:
            mmf_store_data(target, old);
            break;
        case MMF_RECORD_RUN:
            if (unit - to < mmf_run_units(old))
                return;
            unit -= mmf_run_units(old);
            undo_run(log, unit, target, old);
            break;
        case MMF_RECORD_PAIR:
            extra = unit > to ? unit_at(log, --unit) : NULL;
            break;
        case MMF_RECORD_ENTRY:
            extra = unit > to ? unit_at(log, --unit) : NULL;
            if (extra && is_unread)
                mmf_store_data(&((struct mmf_entry_shm *)target)->meta, mmf_load(extra + 1));
            target = ((struct mmf_entry_shm *)target)->value;
            break;
        }
        if (extra) {
            mmf_store_data(target, old);
            mmf_store_data(target + 1, mmf_load(extra));
        }
    }
}

void mmf_log_undo_to(mmf_log *log, mmf_mark mark)
{
    undo(log, log->count, mark.count);
    mmf_log_make_even(log, mark.odd_count); /* now: their memory may be new, and another's when the change ends */
    log->count = mark.count;
    log->capacity = mark.capacity; /* a chunk that was added since has just been freed again */
    log->pending_count = mark.pending_count;
    mmf_notify_undo_to(&log->notify, mark.touched_count);
    mmf_log_publish(log);
    mmf_log_next_chunk(log);
}

void mmf_log_rollback(mmf_log *log)
{
    mmf_notify_undo_to(&log->notify, 0);
    if (!log->count) {
        mmf_log_reset(log);
        return;
    }
    undo(log, log->count, 0);
    mmf_log_mark_undone(log);
    mmf_log_end(log);
}

/* Check all records, before anything is touched; or make their counters even, after all else has been done. Needs no
 * memory, so whoever has all of the file mapped can do it. */
static mmf_status read_records(const mmf_log *log, bool to_make_even)
{
    for (uint64_t unit = log->count; unit-- > 0;) {
        uint64_t *record = unit_at(log, unit), *extra = NULL;
        if (!record)
            return MMF_CORRUPT;
        uint64_t head = mmf_load(record), old = mmf_load(record + 1);
        if (!target_is_sound(log, head, old))
            return MMF_CORRUPT;
        uint64_t *target = (uint64_t *)(log->segment->base + target_of(head));
        switch (kind_of(head)) {
        case MMF_RECORD_WORD:
            break;
        case MMF_RECORD_COUNTER:
            if (to_make_even)
                mmf_counter_make_even(target, old + 1, old + 2);
            break;
        case MMF_RECORD_RUN:
            if (unit < mmf_run_units(old))
                return MMF_CORRUPT;
            unit -= mmf_run_units(old);
            break;
        case MMF_RECORD_PAIR:
        case MMF_RECORD_ENTRY:
            extra = unit ? unit_at(log, --unit) : NULL;
            if (!extra)
                return MMF_CORRUPT;
            if (to_make_even && kind_of(head) == MMF_RECORD_ENTRY)
                mmf_counter_make_even(&((struct mmf_entry_shm *)target)->meta, mmf_load(extra + 1) + MMF_VERSION_STEP,
                                      mmf_load(extra + 1) + 2 * MMF_VERSION_STEP);
            break;
        default:
            return MMF_CORRUPT;
        }
    }
    return MMF_OK;
}

mmf_status mmf_log_recover(mmf_log *log, uint64_t *undone)
{
    uint64_t state = mmf_load(&super_of(log)->log_state);
    (void)mmf_log_begin(log); /* it is not empty: that is why we are here */
    log->count = mmf_log_state_units(state);
    for (unsigned chunk = 1; chunk < MMF_LOG_CHUNKS; chunk++)
        log->chunk[chunk] = mmf_load(&super_of(log)->log_chunk[chunk]);
    *undone = 0;
    if (!log->count && state & MMF_LOG_COMMITTED)
        return MMF_CORRUPT;
    if (!log->count) {
        mmf_log_end(log); /* it may have died inside a change of one word (L6) */
        return MMF_OK;
    }
    if (read_records(log, false) != MMF_OK) {
        mmf_log_reset(log);
        return MMF_CORRUPT;
    }
    if (!(state & MMF_LOG_COMMITTED)) {
        *undone = log->count;
        undo(log, log->count, 0);
        mmf_log_mark_undone(log);
    }
    mmf_program_order();
    (void)read_records(log, true); /* in a hostile file undoing may have changed them */
    mmf_log_end(log);
    return MMF_OK;
}
