/* life.c -- the open file by which a process proves that it lives (F1, P1).
 *
 * Other code of the process may close its descriptor (S4). What the number names then must be neither asked nor locked
 * nor closed; but the proof must stay: who counts as dead while it lives shares the lock with whoever recovers. So a
 * page of the file is mapped, never to be touched: a mapping keeps its open file and the locks of that. It ends with
 * the process, and no forked child inherits it.
 * What is left: other code that unmaps the page, and a file system that drops locks. Then others recover from this
 * process, which learns it only if it holds the lock across calls (MMF_LOST).
 * Who has no slot yet, a forked child say, opens it all again, and is as well as before. Who has one can still ask
 * about others, but hold nothing more; and what it held for a moment, while the descriptor was closed, it holds until
 * it detaches. */
#include <errno.h>

#include "ns.h"

bool mmf_life_is_open(const mmf_ns *ns)
{
    return ns->life_fd >= 0 && os_is_file(ns->life_fd, ns->segment.device, ns->segment.inode);
}

void mmf_life_abandon(mmf_ns *ns)
{
    if (mmf_life_is_open(ns))
        os_close(ns->life_fd);
    ns->life_fd = -1;
    ns->life_page = NULL;
}

void mmf_life_close(mmf_ns *ns)
{
    if (ns->life_page)
        os_unmap(ns->life_page, MMF_PAGE);
    mmf_life_abandon(ns);
}

/* While no child can be forked: one would keep the parent's proof. */
static mmf_status map_page(mmf_ns *ns)
{
    mmf_status status = os_map(ns->life_fd, MMF_PAGE, true, &ns->life_page);
    return status == MMF_OK ? os_leave_to_parent(ns->life_page, MMF_PAGE) : status;
}

static int reopen(const mmf_ns *ns, int fd)
{
    const mmf_segment *s = &ns->segment;
    return os_reopen(fd, ns->path, s->readonly, s->device, s->inode);
}

static mmf_status open_segment(mmf_ns *ns)
{
    mmf_segment *s = &ns->segment;
    if (os_is_file(s->fd, s->device, s->inode))
        return MMF_OK;
    int fd = reopen(ns, ns->life_fd);
    if (fd < 0)
        return MMF_OS;
    s->fd = fd;
    return MMF_OK;
}

mmf_status mmf_life_open(mmf_ns *ns)
{
    if (!mmf_life_is_open(ns)) {
        mmf_life_close(ns);
        if ((ns->life_fd = reopen(ns, ns->segment.fd)) < 0)
            return MMF_OS;
        mmf_status status = map_page(ns);
        if (status != MMF_OK) {
            mmf_life_close(ns);
            return status;
        }
    }
    return open_segment(ns);
}

mmf_status mmf_life_open_segment(mmf_ns *ns)
{
    pthread_mutex_lock(&ns->mutex);
    mmf_status status = open_segment(ns);
    pthread_mutex_unlock(&ns->mutex);
    return status;
}

mmf_status mmf_life_try_hold(const mmf_ns *ns, uint64_t offset)
{
    if (mmf_life_is_open(ns))
        return os_life_try_hold(ns->life_fd, offset);
    errno = EBADF;
    return MMF_OS;
}

mmf_status mmf_life_is_held(const mmf_ns *ns, uint64_t offset, bool *held)
{
    if (MMF_LIKELY(mmf_life_is_open(ns)))
        return os_life_is_held(ns->life_fd, offset, held);
    int fd = reopen(ns, ns->segment.fd); /* not kept: several threads may ask at once */
    if (fd < 0)
        return MMF_OS;
    mmf_status status = os_life_is_held(fd, offset, held);
    os_close(fd);
    return status;
}

void mmf_life_drop(mmf_ns *ns, uint64_t offset)
{
    if (mmf_life_is_open(ns))
        os_life_drop(ns->life_fd, offset);
    else if (!__atomic_load_n(&ns->life, __ATOMIC_RELAXED))
        mmf_life_close(ns); /* it proves nothing more */
}
