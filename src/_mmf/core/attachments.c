/* attachments.c -- the attachments of this process, and what a fork does to them.
 *
 * They and the threads' lanes (lane.c) are the only state of the core outside its objects: the owner of a lock is a
 * thread of a process per file, so two handles on one file must meet, whatever interpreter or library opened them.
 * F1  The proof of life belongs to an open file of its own: a forked child inherits its parent's mapping of the
 *     namespace, which keeps its open file, with its locks, alive. Of the other one it does not inherit the mapping,
 *     and closes its copy of the descriptor (close, never unlock: that would take the parent's proof away); it opens
 *     one of its own, before anything else of it runs. So the parent's death is seen also while the child lives. If it
 *     cannot be opened now, its first write asks again.
 * F2  The child holds nothing: no lock, no transaction, no slot. It takes a slot with its first write.
 * F3  Another thread of the parent may hold the lock at the fork, and be in the middle of growing what belongs to the
 *     holder: such arrays are forgotten in the child, not freed and not used. Others have a mutex, which the fork takes
 *     first.
 * F4  What another thread of the parent is closing at the fork, which may take long (clean.c), is of no use to the
 *     child: it is discarded there as well.
 * F5  What other threads of the parent refer to for the length of a call, they never give back in the child: the
 *     references of these guests end at the fork, but for those of the thread that forks. */
#include "attachments.h"

#include <stdlib.h>

#include "array.h"
#include "bias.h"
#include "readers.h"

static pthread_mutex_t list_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t fork_once = PTHREAD_ONCE_INIT;
static mmf_ns *first;
static uint64_t fork_count;
_Thread_local uint64_t mmf_thread_self;

static void before_fork(void)
{
    pthread_mutex_lock(&list_mutex);
    for (mmf_ns *ns = first; ns; ns = ns->next) {
        pthread_mutex_lock(&ns->mutex);
        pthread_mutex_lock(&ns->news_mutex);
        pthread_mutex_lock(&ns->handles.mutex);
    }
}

static void unlock_all(void)
{
    for (mmf_ns *ns = first; ns; ns = ns->next) {
        pthread_mutex_unlock(&ns->handles.mutex);
        pthread_mutex_unlock(&ns->news_mutex);
        pthread_mutex_unlock(&ns->mutex);
    }
    pthread_mutex_unlock(&list_mutex);
}

static void in_child(void)
{
    uint64_t thread = mmf_thread_self; /* as the parent called it */
    mmf_thread_self = 0; /* of the thread that forked, the only one here */
    mmf_lanes_forget();
    fork_count++;
    for (mmf_ns *ns = first; ns; ns = ns->next) {
        mmf_life_abandon(ns); /* F1 */
        ns->references -= mmf_threads_keep(&ns->guests, thread, mmf_self()); /* F5 */
        ns->is_closing = ns->is_closing || !ns->references;
        if (ns->is_closing)
            continue;
        (void)mmf_life_open(ns); /* without one it can read */
        ns->lock_mine = ns->lock_take = ns->life = 0; /* F2 */
        ns->orphans = NULL;
        ns->news_taken = ns->news_count; /* they are the parent's to tell */
        ns->owner = 0;
        ns->depth = ns->exclusive_depth = ns->transactions = 0;
        ns->savepoints = NULL; /* F3 */
        ns->savepoint_capacity = 0;
        mmf_log_init(&ns->log, &ns->segment);
        ns->sharers.count = 0;
        ns->compacting = 0;
        mmf_readers_begin(ns);
        mmf_bias_forget(ns);
    }
    unlock_all();
    for (mmf_ns *ns = first, *next; ns; ns = next) { /* F4; there is no other thread */
        next = ns->next;
        if (ns->is_closing)
            mmf_attachments_discard(ns);
    }
}

static void install_handlers(void) { os_on_fork(before_fork, unlock_all, in_child); }

uint64_t mmf_self(void)
{
    if (MMF_UNLIKELY(!mmf_thread_self))
        mmf_thread_self = mmf_halves(os_process_id(), os_thread_id());
    return mmf_thread_self;
}

uint64_t mmf_fork_count(void) { return fork_count; }

void mmf_attachments_lock(void)
{
    pthread_once(&fork_once, install_handlers);
    pthread_mutex_lock(&list_mutex);
}

void mmf_attachments_unlock(void) { pthread_mutex_unlock(&list_mutex); }

mmf_ns *mmf_attachments_find(uint64_t device, uint64_t inode, bool readonly)
{
    mmf_ns *ns = first;
    while (ns && (ns->segment.device != device || ns->segment.inode != inode || ns->segment.readonly != readonly ||
                  ns->is_closing))
        ns = ns->next;
    return ns;
}

void mmf_attachments_add(mmf_ns *ns)
{
    ns->next = first;
    first = ns;
}

void mmf_attachments_stay(mmf_ns *ns)
{
    ns->references++;
    /* Without memory it is a reference like others, also in a child. */
    (void)mmf_threads_enter(&ns->guests, mmf_self());
}

void mmf_attachments_stay_end(mmf_ns *ns) { (void)mmf_threads_leave(&ns->guests, mmf_self()); }

static void take_out(mmf_ns *ns)
{
    mmf_ns **link = &first;
    while (*link && *link != ns)
        link = &(*link)->next;
    if (*link)
        *link = ns->next;
}

void mmf_attachments_discard(mmf_ns *ns)
{
    take_out(ns);
    mmf_life_close(ns);
    if (ns->segment.base)
        mmf_segment_unmap(&ns->segment);
    mmf_log_clear(&ns->log);
    mmf_handles_clear(&ns->handles);
    pthread_mutex_destroy(&ns->mutex);
    pthread_mutex_destroy(&ns->news_mutex);
    free(ns->savepoints);
    free(ns->sharers.each);
    free(ns->guests.each);
    free(ns->path);
    free(ns);
}
