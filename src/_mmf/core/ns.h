/* ns.h -- one process's attachment to a namespace, as the files of the core's top layer see it. */
#ifndef MMF_NS_H
#define MMF_NS_H

#include "../os/os.h"
#include "lock.h"
#include "mmf.h"
#include "threads.h"
#include "tree.h"

/* Where the threads of this process that have a lane say something: lane.h. */
typedef struct mmf_lanes {
    struct mmf_lane_shm *at[MMF_LANES];
    uint32_t count; /* how many may be used */
} mmf_lanes;

/* What the next write is to see to: all that somebody may have left; that without this process's orphans, which takes a
 * walk through them; and, where there was no room, the idle pages of small blocks as well. */
enum mmf_chores { MMF_CHORES_ALL = 1, MMF_CHORES_OF_OTHERS = 2, MMF_CHORES_FOR_ROOM = 4 };

struct mmf_ns {
    mmf_segment segment;
    mmf_handles handles;
    mmf_ns *next;            /* in the process's list of attachments */
    uint64_t references;     /* those of the guests among them */
    mmf_threads guests;      /* that stay: see mmf_stay() */
    bool is_closing;         /* the last one is gone */
    mmf_off root_off;        /* of the root's header */
    char *path;
    int life_fd;             /* an open file of its own, for the proof of life (F1); see life.c */
    void *life_page;         /* keeps it open; NULL: there is none */

    pthread_mutex_t mutex;   /* taking and losing a slot, using its lanes; the list of sharers */
    mmf_threads sharers;     /* that have shared locks */
    uint32_t lock_mine;      /* the lock word that says "this process"; 0: no slot (yet) */
    uint32_t lock_take;      /* the word to take the lock with: after a sleep, with the waiters' bit (K2) */
    uint32_t slot;
    uint32_t life; /* slot index + 1 whose life byte this process holds, also while it still claims it; 0: none */
    uint64_t *orphans; /* list head in the slot */
    uint32_t chores; /* enum mmf_chores, or-ed */
    uint64_t compacting; /* the thread of this process that gives pages back, by mmf_self(); 0: none */

    mmf_lanes reading;   /* see readers.c: where threads that have a lane say that they read */
    uint32_t is_unseen;  /* as long as it is attached */
    uint32_t needs_lock; /* 1: to get its slot, as far as readers know */
    uint64_t passing;    /* threads that read without a slot; under `mutex` */
    mmf_lanes changing;  /* see bias.c: where they say that they change a word */
    uint32_t bias_refused; /* 1: this process must not */
    uint32_t lanes_refused; /* 1: there is no room for more than one */

    pthread_mutex_t news_mutex; /* recoveries made here, until they are asked for: a ring */
    mmf_recovery news[MMF_RECOVERIES_KEPT];
    uint64_t news_count, news_taken;

    /* Below: who holds the lock, and the rest only by the holder. */
    uint64_t owner; /* thread that holds it across calls (mmf_self); 0: none */
    uint32_t depth; /* how often */
    uint32_t exclusive_depth;
    mmf_log log;
    bool gave_up; /* something that nobody used, since this was made false */
    mmf_mark *savepoints; /* of the open transactions, outermost first */
    uint32_t transactions;
    size_t savepoint_capacity;
};

static inline struct mmf_super_shm *mmf_super_of(const mmf_ns *ns) { return mmf_super(&ns->segment); }

static inline void mmf_leave_chores(mmf_ns *ns, enum mmf_chores which)
{
    __atomic_fetch_or(&ns->chores, which, __ATOMIC_RELEASE);
}

extern _Thread_local uint64_t mmf_thread_self; /* mmf_self(); 0: not asked yet */
static inline bool mmf_held_by_me(const mmf_ns *ns)
{
    uint64_t owner = __atomic_load_n(&ns->owner, __ATOMIC_RELAXED);
    return owner && owner == mmf_thread_self;
}

/* Is slot `index` this process's? Its own life byte cannot be asked about. */
static inline bool mmf_is_own_slot(const mmf_ns *ns, uint32_t index)
{
    return __atomic_load_n(&ns->life, __ATOMIC_ACQUIRE) == index + 1;
}

static MMF_ALWAYS_INLINE uint32_t mmf_lock_mine(const mmf_ns *ns)
{
    return __atomic_load_n(&ns->lock_mine, __ATOMIC_ACQUIRE);
}

/* Has this process a slot? Then ns->slot and ns->orphans may be read: another thread may have claimed it just now. */
static inline bool mmf_has_slot(const mmf_ns *ns) { return mmf_lock_mine(ns) != 0; }

/* The word to take the lock with: other threads add and drop the waiters' bit. 0: no slot; else as mmf_has_slot(). */
static inline uint32_t mmf_lock_name(const mmf_ns *ns) { return __atomic_load_n(&ns->lock_take, __ATOMIC_ACQUIRE); }

/* The word to take the lock with at once, which is not tried while a thread of this process holds it across calls: if
 * it were free then, it would be lost (MMF_LOST), and not to be taken. 0: go the long way. */
static inline uint32_t mmf_lock_name_at_once(const mmf_ns *ns)
{
    return MMF_LIKELY(!__atomic_load_n(&ns->owner, __ATOMIC_RELAXED)) ? mmf_lock_name(ns) : 0;
}

/* Another thread of this process holds it across calls. If it is free all the same, it is lost, which that thread has
 * still to notice: until then it would take ours to be its own. This thread does not hold it. */
static inline bool mmf_held_by_other_thread(const mmf_ns *ns)
{
    return __atomic_load_n(&ns->owner, __ATOMIC_RELAXED) != 0;
}

/* The lock that this process holds across calls: has nobody taken it from a process that seems dead (life.c)? */
static inline bool mmf_is_lock_mine(const mmf_ns *ns)
{
    return (mmf_lock_look(&mmf_super_of(ns)->lock) & ~MMF_LOCK_WAITERS) == ns->lock_mine;
}

/* What runs, for the record of a recovery. */
enum mmf_operation {
    MMF_OPERATION_NONE, /* only reads, so sharers do not mind */
    MMF_OPERATION_SET,
    MMF_OPERATION_REMOVE,
    MMF_OPERATION_CLEAR,
    MMF_OPERATION_UPDATE,
    MMF_OPERATION_ADD,
    MMF_OPERATION_EXCHANGE,
    MMF_OPERATION_LIST,
    MMF_OPERATION_MOVE,
    MMF_OPERATION_FREE,
    MMF_OPERATION_ATTACH,
    MMF_OPERATION_RESERVE,
    MMF_OPERATION_COMPACT
};

/* The header that a handle names; its offset was checked when the handle was made. */
static inline struct mmf_header_shm *mmf_ref_header(const mmf_ref *ref)
{
    return (struct mmf_header_shm *)(ref->ns->segment.base + ref->off);
}

/* Is it the container that the handle names, and has it a place? */
static MMF_ALWAYS_INLINE bool mmf_has_place(const mmf_ref *ref, const struct mmf_header_shm *h)
{
    return MMF_LIKELY(mmf_load_data(&h->serial) == ref->serial);
}

/* Does this process keep the container that the handle names, which has no place? */
static inline bool mmf_is_own_orphan(const mmf_ref *ref, const struct mmf_header_shm *h)
{
    return mmf_has_slot(ref->ns) && mmf_is_orphan_of(h, ref->serial, ref->ns->slot);
}

/* May this process use the container by this handle? Then it has a place, or none and this process keeps it (X4).
 * Without the lock: between two looks. The shortest ways ask only for the place, and leave orphans to the long ones. */
static MMF_ALWAYS_INLINE bool mmf_is_usable(const mmf_ref *ref, const struct mmf_header_shm *h)
{
    return mmf_has_place(ref, h) || mmf_is_own_orphan(ref, h);
}

/* ---- life.c: bytes behind the end of the file, held until this process ends or lets its own open file go ---- */
/* Open what was not opened yet, or was closed by others; this process has no slot. MMF_OS, MMF_NOMEM. Safe in a fork
 * handler. */
mmf_status mmf_life_open(mmf_ns *ns);
MMF_UNUSED_RESULT mmf_status mmf_life_open_segment(mmf_ns *ns); /* only the mapped file's descriptor. MMF_OS */
void mmf_life_close(mmf_ns *ns);
void mmf_life_abandon(mmf_ns *ns); /* in a forked child: close what it has of its parent's */
bool mmf_life_is_open(const mmf_ns *ns);
/* As os_life_...(); MMF_OS also if the descriptor is closed, or has become another file's. is_held() opens the file for
 * the question then. */
MMF_UNUSED_RESULT mmf_status mmf_life_try_hold(const mmf_ns *ns, uint64_t offset);
MMF_UNUSED_RESULT mmf_status mmf_life_is_held(const mmf_ns *ns, uint64_t offset, bool *held);
void mmf_life_drop(mmf_ns *ns, uint64_t offset);

/* ---- slots.c ---- */
struct mmf_slot_shm *mmf_slot_behind(mmf_segment *s, uint32_t index);
/* NULL: it is not there. Those of the first chunk always are. */
static inline struct mmf_slot_shm *mmf_slot_at(mmf_segment *s, uint32_t index)
{
    struct mmf_slot_shm *first = (struct mmf_slot_shm *)(void *)(s->base + MMF_SLOTS_OFF);
    return MMF_LIKELY(index < MMF_SLOTS_FIRST) ? &first[index] : mmf_slot_behind(s, index);
}
/* A slot for this process, if it has none. MMF_BUSY (the lock was needed and is taken), MMF_FULL, MMF_READONLY. */
MMF_UNUSED_RESULT mmf_status mmf_slot_claim(mmf_ns *ns);
void mmf_slot_drop(mmf_ns *ns);
bool mmf_slot_is_mine(mmf_ns *ns); /* this process took it: does the slot say so still? */
void mmf_slot_lose(mmf_ns *ns); /* only forget it: it is another's, or will be */
bool mmf_slot_is_dead(mmf_ns *ns, uint32_t index); /* not this process's own */
bool mmf_owner_is_dead(mmf_ns *ns, uint32_t lock_word);
/* Lock held: what dead processes' slots still hold becomes garbage or free. */
MMF_UNUSED_RESULT mmf_status mmf_slots_reclaim(mmf_ns *ns);
uint32_t mmf_slot_capacity(mmf_segment *s);
/* Lock held, no change open: have zeroed memory of the heap for good, its offset in *word. MMF_FULL, MMF_NO_SPACE,
 * MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_slots_extend(mmf_ns *ns, uint64_t *word, uint64_t bytes);

/* ---- clean.c ---- */
bool mmf_is_clean(mmf_ns *ns);
/* A slot has just been taken: from here on the file is in use, also on the device. MMF_OS. */
MMF_UNUSED_RESULT mmf_status mmf_clean_end(mmf_ns *ns);
/* The slot was given up: if nobody else is attached, the file is brought to the device, which may take its time. */
void mmf_clean_begin(mmf_ns *ns);

/* ---- recovery.c ---- */
/* If the owner in `lock_word` is dead, take the lock over, recover, and release it. MMF_OK: look again. */
MMF_UNUSED_RESULT mmf_status mmf_recover_from(mmf_ns *ns, uint32_t lock_word);
/* The same, holding the lock afterwards, by the name `mine`. */
MMF_UNUSED_RESULT mmf_status mmf_recover_holding(mmf_ns *ns, uint32_t dead_word, uint32_t mine);

mmf_recovery mmf_recovery_read(const struct mmf_recovery_shm *record);
/* `from` is about to go: another attachment of the process to the same file, if any, tells its news. */
void mmf_pass_news_on(mmf_ns *from, mmf_ns *to);

/* ---- operation.c: the frame of every operation ---- */
typedef struct mmf_write {
    mmf_ns *ns;
    mmf_tree tree;
    mmf_mark mark;
    struct mmf_header_shm *header; /* the container that it is on, or NULL */
    bool took_lock, in_transaction;
} mmf_write;

/* The lock alone, for this thread and this call, to be given back by mmf_release() if it was taken. MMF_BUSY,
 * MMF_READONLY. */
MMF_UNUSED_RESULT mmf_status mmf_take_lock(mmf_ns *ns, bool *took);

/* Start a change: take the lock unless this thread has it. MMF_BUSY, MMF_READONLY. */
MMF_UNUSED_RESULT mmf_status mmf_write_begin(mmf_write *w, mmf_ns *ns, enum mmf_operation operation);
/* The same for a container: MMF_STALE (nothing is held then). */
MMF_UNUSED_RESULT mmf_status mmf_write_begin_on(mmf_write *w, const mmf_ref *ref, uint8_t tag,
                                                enum mmf_operation operation, struct mmf_header_shm **h);
/* End it: commit if `status` is MMF_OK, else undo it. Gives back `status` or the reason why it could not be
 * committed. MMF_RELIEVED instead of MMF_FULL or MMF_NO_SPACE (O4). */
mmf_status mmf_write_end(mmf_write *w, mmf_status status);
/* End it, the whole of it being one word, by which alone others find what is new (L6). */
mmf_status mmf_write_word(mmf_write *w, uint64_t *word, uint64_t value);
/* May it be that? Not what may be undone later, nor what somebody waits for: that is told by counters (notify.c). */
static inline bool mmf_write_may_be_word(const mmf_write *w)
{
    return !w->in_transaction && !mmf_is_awaited(w->header);
}
uint64_t mmf_write_stamp(const mmf_write *w);
/* Has anything been written since `stamp` (mmf_stamp) was taken, this change aside? */
static inline bool mmf_write_moved(const mmf_write *w, uint64_t stamp)
{
    return stamp != MMF_ANY_STAMP && stamp != mmf_write_stamp(w);
}
/* Copy what is about to be removed into `old` (NULL: nobody wants it). MMF_UNSURE, MMF_MOVED: see mmf_buffer. */
MMF_UNUSED_RESULT mmf_status mmf_write_old(const mmf_write *w, const mmf_cell *cells, int count, mmf_buffer *old);
/* For operations that found nothing to change. */
mmf_status mmf_write_cancel(mmf_write *w, mmf_status status);

/* Give the lock back. */
void mmf_release_and_wake(mmf_ns *ns);
void mmf_release_and_notify(mmf_ns *ns);
static inline void mmf_release(mmf_ns *ns)
{
    mmf_crash_point();
    if (MMF_UNLIKELY(ns->log.notify.count))
        mmf_release_and_notify(ns);
    else if (MMF_UNLIKELY(__atomic_exchange_n(&mmf_super_of(ns)->lock, 0, __ATOMIC_RELEASE) & MMF_LOCK_WAITERS))
        mmf_release_and_wake(ns);
}
/* Give up what nobody uses: idle pages of small blocks and what dead processes left. MMF_BUSY, MMF_READONLY. */
MMF_UNUSED_RESULT mmf_status mmf_relieve(mmf_ns *ns);
/* Lock held, no change open: free garbage, orphans without handles, and what the dead left. If not now, a later change
 * will. */
void mmf_clean_up(mmf_ns *ns);

/* Reading: the counters at the beginning. */
typedef struct mmf_look {
    uint64_t super_seq, seq;
    bool holding; /* by this thread: nothing moves */
} mmf_look;
#define MMF_LOOKS 64 /* tries before MMF_BUSY */

static inline bool mmf_look_begin(mmf_look *look, mmf_ns *ns, const struct mmf_header_shm *h)
{
    look->super_seq = mmf_load_acquire(&mmf_super_of(ns)->seq);
    look->seq = mmf_load_acquire(&h->seq);
    look->holding = false;
    if (MMF_LIKELY(!((look->super_seq | look->seq) & 1)))
        return true;
    return look->holding = mmf_held_by_me(ns);
}

static inline bool mmf_look_end(const mmf_look *look, const mmf_ns *ns, const struct mmf_header_shm *h)
{
    mmf_read_fence();
    return look->holding ||
           (mmf_load_data(&h->seq) == look->seq && mmf_load_data(&mmf_super_of(ns)->seq) == look->super_seq);
}

#endif
