/* mmf.h -- the whole public face of the core.
 *
 * A namespace is a dict that lives in a mapped file. This header names what can be done with it from
 * C, without Python: open it, lock it, read and change its dicts and lists.
 *
 * Conventions
 *   - Every function that can fail returns mmf_status. Results go through out-parameters, which are
 *     written only on MMF_OK unless a comment says otherwise.
 *   - No operation waits for another process. One that finds the writer lock taken, or a counter that
 *     would not stand still, returns MMF_BUSY having changed nothing: call mmf_wait() (that may
 *     sleep) and then the operation again. So a caller with a lock of its own (Python's GIL) can
 *     let go of it around mmf_wait() and nowhere else.
 *   - An operation is all or nothing, also when its process is killed inside it.
 *   - Nothing that a function returns points into the file: results are private copies.
 *   - All functions may be called from any thread. The owner of the lock is a thread of a process.
 */
#ifndef MMF_H
#define MMF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"
#include "value.h"

/* ------------------------------------------------------------------ namespaces */

#define MMF_SIZE_DEFAULT UINT64_C(131072)
#define MMF_SIZE_MIN UINT64_C(65536)

typedef struct mmf_options {
    const char *path;       /* the file; its folder exists */
    uint64_t size;          /* bytes at creation */
    uint64_t max_size;      /* bytes it may grow to; 0: as far as address space can be reserved */
    uint32_t mode;          /* permission bits at creation */
    bool size_given;        /* explicit, so contradicting an existing file is MMF_EXISTS */
    bool max_size_given;
    bool mode_given;
    bool create;            /* make it when it is not there */
    bool readonly;          /* PROT_READ, no slot, changes nothing */
    bool trust;             /* accept a file, or a folder, that another user could have prepared */
    bool accept_reboot;     /* open a file left by an unclean reboot after verifying it */
} mmf_options;

/* What went wrong in mmf_open(), for a message: `os_errno` is 0 unless the status is MMF_OS. */
typedef struct mmf_error {
    int os_errno;
    bool about_new; /* of mmf_load_saved(): about the file to be made, not the saved one */
    char what[224];
} mmf_error;

/* Attach to options->path, creating it when allowed. Waits for nobody, but may do a recovery.
 * One attachment per file and process: a second open of it shares the first (readonly apart).
 * MMF_NOT_FOUND, MMF_EXISTS, MMF_CORRUPT, MMF_DENIED, MMF_INVALID, MMF_FULL, MMF_NO_SPACE, MMF_NOMEM, MMF_OS. */
mmf_status mmf_open(const mmf_options *options, mmf_ns **ns, mmf_error *error);

/* Take and drop a reference on the attachment; the last mmf_close() unmaps. A lock that is still held
 * by this process is rolled back and released by the last close. */
void mmf_retain(mmf_ns *ns);
void mmf_close(mmf_ns *ns);

/* The same for as long as a call of this thread lasts, which waits or runs other code. In a child that another thread
 * forks meanwhile it does not count (F5). */
void mmf_stay(mmf_ns *ns);
void mmf_stay_end(mmf_ns *ns);

mmf_ref mmf_root(mmf_ns *ns); /* the root dict; it is never stale */

/* Remove the name `path` if it names this file (else MMF_NOT_FOUND); it may have others. Whoever is attached keeps its
 * data. MMF_READONLY, MMF_OS. */
mmf_status mmf_destroy(mmf_ns *ns, const char *path);
const char *mmf_path(const mmf_ns *ns); /* of the first open() of this process */

/* msync: the file's bytes on the device, which is worth something until the next change. MMF_CUT, MMF_OS. */
mmf_status mmf_sync(mmf_ns *ns);

/* Something answered MMF_CORRUPT: is it the file, or can only this process not reach all of it? MMF_CUT, MMF_FULL
 * (beyond its address space), MMF_OS (its descriptor is another's); else MMF_CORRUPT. */
mmf_status mmf_doubt(mmf_ns *ns);

/* ------------------------------------------------------------------ saving and loading */

/* Write the namespace, as it is at one instant, to a file at `path`, which keeps what it has until finish() has put the
 * whole of the new one, on the device, in its place:
 *     begin; copy, any number of times, while others write; settle, which copies what is still different; finish.
 * settle() wants the lock held by this thread, best shared, for about the time of reading the namespace's bytes once.
 * Without write access there is no lock. Unless it is held alone, something may still change: then the answer is
 * MMF_BUSY. MMF_INVALID: inside a transaction of this thread. MMF_NOT_HELD, MMF_CORRUPT, MMF_CUT, MMF_NOMEM; MMF_OS,
 * also for a full disk. */
typedef struct mmf_save mmf_save;
mmf_status mmf_save_begin(mmf_ns *ns, const char *path, mmf_save **save);
mmf_status mmf_save_copy(mmf_save *save);
mmf_status mmf_save_settle(mmf_save *save);
mmf_status mmf_save_finish(mmf_save *save, const char *name); /* `name`: which one to load it as; it may be cut */
void mmf_save_end(mmf_save *save);                            /* after begin(), however it went */

/* The name that a saved namespace has; `name` has MMF_SAVED_NAME_ROOM bytes. Errors as of mmf_open(). */
#define MMF_SAVED_NAME_ROOM 256
mmf_status mmf_saved_name(const char *from, bool trust, char *name, mmf_error *error);

/* Make a namespace of the saved one `from`, with a uuid of its own, at `path`: whole, or not at all. MMF_EXISTS, if
 * there is a file and not `replace`; else who is attached to that one keeps it. Errors as of mmf_open(). */
typedef struct mmf_load_options {
    const char *from, *path;
    bool replace, trust;
} mmf_load_options;
mmf_status mmf_load_saved(const mmf_load_options *options, mmf_error *error);

/* Facts that never change after open. */
typedef struct mmf_identity {
    unsigned char uuid[16];
    uint64_t size;      /* at creation */
    uint64_t max_size;  /* 0: none was given */
    uint64_t reserved;  /* bytes of address space this process holds for growth */
    uint32_t mode;
    bool readonly;
} mmf_identity;
void mmf_identify(const mmf_ns *ns, mmf_identity *identity);

/* Facts of the moment, read without the lock: each true by itself, not all of one instant. */
typedef struct mmf_recovery {
    uint64_t when_ns;      /* CLOCK_REALTIME */
    uint64_t undone;       /* log records rolled back; 0 when the operation was already committed */
    uint32_t pid;          /* of the dead owner, as it saw itself */
    uint32_t by_pid;
    uint32_t operation;    /* enum mmf_operation that was in flight, 0 if none */
    uint32_t held;         /* 1: it died inside lock(), 2: inside a transaction */
    uint32_t thread;       /* of the dead owner, where it held the lock across calls; else 0 */
} mmf_recovery;
#define MMF_RECOVERIES_KEPT 8
typedef struct mmf_stats {
    uint64_t file_bytes;
    uint64_t disk_bytes;        /* that the file system keeps for it: without holes */
    uint64_t heap_bytes;        /* the part of the file that blocks live in */
    uint64_t free_bytes;        /* of it, free */
    uint64_t commits;           /* operations committed since creation, modulo 2^35 */
    uint64_t containers;
    uint64_t participants;      /* attached processes with a slot, dead ones not yet reclaimed included */
    uint64_t root_count;
    uint64_t recoveries;        /* since creation */
    uint32_t recovery_count;    /* entries below, newest first */
    mmf_recovery recovery[MMF_RECOVERIES_KEPT];
} mmf_stats;
mmf_status mmf_get_stats(mmf_ns *ns, mmf_stats *stats); /* MMF_BUSY */

/* Recoveries that this process made by this attachment and that nobody has taken yet, for a log: the next one, oldest
 * first. Of more than MMF_RECOVERIES_KEPT the oldest are lost. Any thread. */
bool mmf_has_news(const mmf_ns *ns);
bool mmf_take_news(mmf_ns *ns, mmf_recovery *recovery); /* false: none */

/* The blocks that tile the heap, their heads counted; a page of small blocks is one that is used. All of one instant.
 * MMF_BUSY: others kept changing it; hold the lock. MMF_CORRUPT. */
typedef struct mmf_blocks {
    uint64_t used_count, used_bytes;
    uint64_t free_count, free_bytes;
    uint64_t largest_free; /* bytes */
} mmf_blocks;
mmf_status mmf_get_blocks(mmf_ns *ns, mmf_blocks *blocks);

/* Prove every invariant of the namespace. MMF_CORRUPT: `what` names the first one broken.
 * Takes the lock. MMF_BUSY. */
mmf_status mmf_verify(mmf_ns *ns, char *what, size_t what_bytes);

/* ------------------------------------------------------------------ waiting and locking */

/* Sleep until the lock looks free or `ms` milliseconds have passed (both are MMF_OK: try again), or a
 * signal came (MMF_INTERRUPTED). Finds a dead owner and recovers. May return at once. */
mmf_status mmf_wait(mmf_ns *ns, int ms);

/* Take the writer lock for this thread, sleeping up to `ms` milliseconds (0: try once). Nests, also with the
 * operations, which then need not take it. `exclusive` also stops all readers but this thread until the matching
 * release (what ns.lock() means). MMF_BUSY (not within ms), MMF_INTERRUPTED, MMF_READONLY, MMF_SHARED. While it is
 * held, this, its release, every change and the end of a transaction may be MMF_LOST: the lock is not this process's
 * any more. */
mmf_status mmf_lock(mmf_ns *ns, int ms, bool exclusive);
mmf_status mmf_unlock(mmf_ns *ns, bool exclusive); /* MMF_NOT_HELD: not by this thread */
bool mmf_lock_held(mmf_ns *ns); /* by this thread */

/* A shared lock: any number of threads and processes hold it at once, and until all have given theirs back nobody
 * changes anything; reading goes on. Nests; inside this thread's own mmf_lock() it is one more of that, and given back
 * as a shared one all the same. A thread that has only shared ones gets MMF_SHARED from every change and from
 * mmf_lock(). A waiting writer lets no new sharers in.
 * MMF_BUSY (not within ms), MMF_INTERRUPTED, MMF_READONLY, MMF_NOMEM. */
mmf_status mmf_share(mmf_ns *ns, int ms);
mmf_status mmf_unshare(mmf_ns *ns); /* MMF_NOT_HELD: not by this thread */

/* Who has the lock, for people: its process, and its thread if it is inside lock() or a transaction, else 0, by the
 * numbers that they see themselves. false: nobody, or it is not known. */
bool mmf_lock_holder(mmf_ns *ns, uint32_t *process, uint32_t *thread);

/* True once after a holder died: the first exclusive holder after the recovery is told. Lock held. */
bool mmf_take_recovered(mmf_ns *ns);

/* Transactions. begin: lock held exclusively by this thread and kept to the end; nests as savepoints.
 * Until commit everything can be undone; other processes see nothing of it before. */
mmf_status mmf_txn_begin(mmf_ns *ns);
mmf_status mmf_txn_commit(mmf_ns *ns);
mmf_status mmf_txn_rollback(mmf_ns *ns);
uint32_t mmf_txn_depth(mmf_ns *ns); /* how many this thread has open */

/* Waiting for a change. Arm, look at what is there, sleep until it has moved, and begin again:
 *
 *     mmf_watch watch = {0};
 *     while (mmf_watch_arm(ref, key, &watch, &changed) == MMF_OK && !content())
 *         while (!mmf_watch_moved(ref, &watch))
 *             mmf_watch_sleep(ref, &watch, ms);
 *
 * Nothing has to be ended. A change of the container is an item set, added or removed (for a dict with a key: of that
 * key), or the container's own end (arm answers MMF_STALE); not a change of what is below a child. What is undone is
 * none (but by its writer's death: then it may be taken for one). */
typedef struct mmf_watch {
    uint64_t token[2], recoveries, stamp;
    uint32_t change;
    bool armed;
} mmf_watch;
/* Be told of the next change of a container (key NULL), or of a key of a dict. *changed: since the last arm, false the
 * first time.
 * MMF_BUSY (the lock is needed for a moment), MMF_STALE, MMF_HELD. */
mmf_status mmf_watch_arm(const mmf_ref *ref, const mmf_key *key, mmf_watch *watch, bool *changed);
/* Is it time to arm again? Other keys count too. */
bool mmf_watch_moved(const mmf_ref *ref, const mmf_watch *watch);
/* Sleep until it moved or, at most, `ms`; finds a dead owner of the lock. MMF_INTERRUPTED. May return at once. */
mmf_status mmf_watch_sleep(const mmf_ref *ref, const mmf_watch *watch, int ms);

/* How many forks lie between this process and its first attachment: another number, and it is another process. */
uint64_t mmf_fork_count(void);
/* Process and thread, in halves, as the kernel says: no other thread has the same while the process lives. */
uint64_t mmf_self(void);

/* A number that changes with every commit to the namespace; equal stamps mean that nothing moved.
 * MMF_BUSY while an operation is in flight. */
mmf_status mmf_stamp(mmf_ns *ns, uint64_t *stamp);

/* ------------------------------------------------------------------ handles */

/* Count this process's handles on a container: while it has one, a delete or a replacement by this
 * process makes the container an orphan, usable through this process's handles, not freed; others' are
 * stale until it is stored again. release() of the last one frees an orphan (or leaves that to the next
 * write, if the lock is taken). Not for the root. */
mmf_status mmf_handle_retain(const mmf_ref *ref); /* MMF_NOMEM */
void mmf_handle_release(const mmf_ref *ref);

mmf_status mmf_ref_check(const mmf_ref *ref, uint8_t *tag); /* MMF_OK, MMF_STALE, MMF_BUSY */

/* Name the container at offset `off` with serial `serial`, both from a pickled handle. MMF_STALE: there is none now;
 * *ref is as stale as any other name of it would be. MMF_BUSY. */
mmf_status mmf_ref_find(mmf_ns *ns, uint64_t off, uint64_t serial, uint8_t tag, mmf_ref *ref);

/* Deep plain copy of one instant. `stamp`, if not NULL, is of that instant. MMF_BUSY, MMF_STALE, ... */
mmf_status mmf_export(const mmf_ref *ref, mmf_buffer *buffer, uint64_t *stamp);

/* Move the container `source` (a handle) to a key of a dict or to an index of a list (replacing what is
 * there). MMF_CYCLE when the target lies inside it. Handles on it stay good.
 * MMF_BUSY, MMF_RELIEVED, MMF_STALE, MMF_FULL, MMF_NO_SPACE, MMF_RANGE. */
mmf_status mmf_move_to_key(const mmf_ref *source, const mmf_ref *dict, const mmf_key *key);
mmf_status mmf_move_to_index(const mmf_ref *source, const mmf_ref *list, int64_t index);

/* ------------------------------------------------------------------ compacting
 * Gives the pages inside of free blocks back to the system, whoever else is attached.
 *
 *     mmf_compact_begin; mmf_compact_mark; mmf_compact_wait; do mmf_compact_punch while more; mmf_compact_end
 *
 * mark and punch take the lock for a moment each (MMF_BUSY, MMF_SHARED; MMF_INVALID inside a transaction). wait answers
 * MMF_BUSY when somebody who was reading at the mark still is after `ms`, or cannot say so (attached read-only): then
 * nothing may be punched. begin waits up to `ms` for another that compacts. All: MMF_OS, also where the file system
 * cannot do it. */
typedef struct mmf_compact mmf_compact;
/* MMF_BUSY, MMF_HELD (this thread compacts already), MMF_READONLY, MMF_NOMEM. */
mmf_status mmf_compact_begin(mmf_ns *ns, int ms, mmf_compact **compact);
mmf_status mmf_compact_mark(mmf_compact *compact);
mmf_status mmf_compact_wait(mmf_compact *compact, int ms);
mmf_status mmf_compact_punch(mmf_compact *compact, bool *more);
/* Bytes given back so far, and bytes marked that were not. */
void mmf_compact_progress(const mmf_compact *compact, uint64_t *given_back, uint64_t *delayed);
void mmf_compact_end(mmf_compact *compact);

/* ------------------------------------------------------------------ dicts
 * All may return MMF_BUSY, MMF_STALE, MMF_CORRUPT; writers also MMF_RELIEVED, MMF_FULL, MMF_NO_SPACE, MMF_READONLY,
 * MMF_SHARED, MMF_OS. */

/* Hash and normal form of a key whose `value` is filled in. `normal` must be set by the caller only for
 * MMF_TAG_KEY (see cell.h); for other tags it is derived here. Needs ns for the seed of the hash. */
void mmf_key_init(mmf_ns *ns, mmf_key *key);
/* The same for a key that is one cell: an int of 64 bits, or an inline text of ASCII. */
void mmf_key_init_cell(mmf_ns *ns, mmf_key *key, mmf_cell cell);

mmf_status mmf_dict_len(const mmf_ref *dict, uint64_t *count);
mmf_status mmf_dict_get(const mmf_ref *dict, const mmf_key *key, mmf_out *value); /* MMF_NOT_FOUND */
mmf_status mmf_dict_contains(const mmf_ref *dict, const mmf_key *key); /* OK or MMF_NOT_FOUND */
/* The same two at one look, for a key that lies in its cell, given in its normal form: a text of ASCII, an int of 64
 * bits, bytes. MMF_OK, MMF_NOT_FOUND (both only if it is sure); MMF_BUSY: that was not enough. `memo` belongs to
 * `dict`. */
mmf_status mmf_dict_glance(const mmf_ref *dict, mmf_memo *memo, mmf_cell key, mmf_out *value);
mmf_status mmf_dict_glance_contains(const mmf_ref *dict, mmf_memo *memo, mmf_cell key);
/* The values of `count` keys, of one instant: as many cells, {MMF_TAG_EMPTY, 0} for an absent key; then the payloads of
 * the long ones in order, each padded to 16 bytes. A container is its cell alone: mmf_out_ref() names it. */
mmf_status mmf_dict_get_many(const mmf_ref *dict, const mmf_key *keys, size_t count, mmf_buffer *values);
mmf_status mmf_dict_set(const mmf_ref *dict, const mmf_key *key, const mmf_value *value);
/* Set only when absent; `value_now` is what is there afterwards. *inserted tells which. */
mmf_status mmf_dict_setdefault(const mmf_ref *dict, const mmf_key *key, const mmf_value *value, mmf_out *value_now,
                               bool *inserted);
/* Remove; MMF_NOT_FOUND. `old`, if not NULL, gets a plain copy as a stream of one value. */
mmf_status mmf_dict_remove(const mmf_ref *dict, const mmf_key *key, mmf_buffer *old);
/* Remove the last item: `item` gets key then value. MMF_NOT_FOUND when empty. */
mmf_status mmf_dict_popitem(const mmf_ref *dict, mmf_buffer *item);
mmf_status mmf_dict_clear(const mmf_ref *dict);
/* Set all items in one commit. */
mmf_status mmf_dict_update(const mmf_ref *dict, const mmf_item *items, size_t count);
/* Replace the whole content in one commit, unless something moved since `stamp` (MMF_MOVED). */
mmf_status mmf_dict_replace(const mmf_ref *dict, const mmf_item *items, size_t count, uint64_t stamp);
/* Add `delta` (MMF_TAG_INT or MMF_TAG_FLOAT cell) to a number; absent and None count as 0. `result` is the
 * new value. MMF_KIND: not a number of 64 bits. MMF_OVERFLOW: an int result would leave 64 bits. */
mmf_status mmf_dict_add(const mmf_ref *dict, const mmf_key *key, mmf_cell delta, mmf_cell *result);
/* Set to `desired` if what is there equals `expected` in type and value as stored (containers compare by
 * content); *exchanged tells. Either may be absent: then the key is not to be there, or is removed. */
mmf_status mmf_dict_compare_exchange(const mmf_ref *dict, const mmf_key *key, const mmf_value *expected,
                                     const mmf_value *desired, bool *exchanged);

/* Walk a dict in insertion order, or backwards, while others change it: each item that stays present is
 * given exactly once, and none that was added after the first one was given. Zero the cursor to start (memset).
 * MMF_NOT_FOUND at the end. `key` and `value` may be NULL if not wanted. */
#define MMF_CURSOR_ANCHORS 4
typedef struct mmf_cursor {
    uint64_t anchor_off[MMF_CURSOR_ANCHORS];
    uint32_t anchor_order[MMF_CURSOR_ANCHORS];
    uint32_t order; /* of the item given last */
    uint32_t last; /* the highest order number of an item that was there at the beginning */
    uint32_t epoch;
    uint32_t storage;
    uint32_t started;
    uint32_t count;
} mmf_cursor;
mmf_status mmf_dict_next(const mmf_ref *dict, mmf_cursor *cursor, bool backwards, mmf_out *key, mmf_out *value);

/* Where the value of the item that mmf_dict_next() gave last lies. MMF_NOT_FOUND: it has been removed. */
#define MMF_NO_LENGTH UINT64_MAX
typedef struct mmf_place {
    uint8_t tag;
    uint64_t off; /* of its cell if it lies in there, of its block, or of a container's header */
    uint64_t bytes; /* of its cell, of its payload, or of the header and the items' cells or entries */
    uint64_t length; /* items, characters or bytes; MMF_NO_LENGTH */
} mmf_place;
mmf_status mmf_dict_place(const mmf_ref *dict, const mmf_cursor *cursor, mmf_place *place);

/* ------------------------------------------------------------------ lists
 * Indices: negative ones count from the end; MMF_RANGE outside. */

mmf_status mmf_list_len(const mmf_ref *list, uint64_t *count);
mmf_status mmf_list_get(const mmf_ref *list, int64_t index, mmf_out *value);
mmf_status mmf_list_set(const mmf_ref *list, int64_t index, const mmf_value *value);
mmf_status mmf_list_append(const mmf_ref *list, const mmf_value *value);
mmf_status mmf_list_appendleft(const mmf_ref *list, const mmf_value *value);
/* Remove the item at `index`; `old`, if not NULL, gets a plain copy as a stream of one value. */
mmf_status mmf_list_remove(const mmf_ref *list, int64_t index, mmf_buffer *old);
/* Replace `removed` items from `start` by `count` values, in one commit: insert, extend, delete, slice
 * assignment. start and removed are clipped to the list as it is then (start < 0: from the end, then 0). */
mmf_status mmf_list_splice(const mmf_ref *list, int64_t start, uint64_t removed, const mmf_value *values, size_t count);
/* Set the items at start, start + step, ... (no clipping: MMF_RANGE) in one commit, unless something moved
 * since `stamp`. */
mmf_status mmf_list_assign(const mmf_ref *list, int64_t start, int64_t step, const mmf_value *values, size_t count,
                           uint64_t stamp);
/* Keep exactly the items order[0], order[1], ... (old indices, none twice) in that order; items not named are
 * deleted. MMF_MOVED when something moved since `stamp`. */
mmf_status mmf_list_permute(const mmf_ref *list, const uint64_t *order, size_t count, uint64_t stamp);
/* Plain copy of count items start, start + step, ... as a stream of that many values, of one instant. start and
 * count are clipped by the caller against the length it saw: MMF_RANGE if the list has another one now. */
mmf_status mmf_list_export(const mmf_ref *list, uint64_t length, int64_t start, int64_t step, uint64_t count,
                           mmf_buffer *values, uint64_t *stamp);

#endif
