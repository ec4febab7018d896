/* life.c -- the open file by which a process proves that it lives (F1, P1).
 *
 * Other code of the process may close its descriptor (S4). Then the proof is gone, and what the number names now must
 * be neither asked nor locked nor closed. Who has no slot yet, a forked child say, opens it again and is as well as
 * before; who has one counts as dead, which it learns when it finds its lock taken (MMF_LOST). */
#include <errno.h>

#include "ns.h"

bool mmf_life_is_open(const mmf_ns *ns)
{
    return ns->life_fd >= 0 && os_is_file(ns->life_fd, ns->segment.device, ns->segment.inode);
}

void mmf_life_close(mmf_ns *ns)
{
    if (mmf_life_is_open(ns))
        os_close(ns->life_fd);
    ns->life_fd = -1;
}

mmf_status mmf_life_open(mmf_ns *ns)
{
    mmf_segment *s = &ns->segment;
    if (!mmf_life_is_open(ns))
        ns->life_fd = os_reopen(s->fd, ns->path, s->readonly, s->device, s->inode);
    if (ns->life_fd < 0)
        return MMF_OS;
    if (os_is_file(s->fd, s->device, s->inode))
        return MMF_OK;
    int fd = os_reopen(ns->life_fd, ns->path, s->readonly, s->device, s->inode);
    if (fd < 0)
        return MMF_OS;
    s->fd = fd;
    return MMF_OK;
}

static mmf_status check(const mmf_ns *ns)
{
    if (mmf_life_is_open(ns))
        return MMF_OK;
    errno = EBADF;
    return MMF_OS;
}

mmf_status mmf_life_try_hold(const mmf_ns *ns, uint64_t offset)
{
    mmf_status status = check(ns);
    return status == MMF_OK ? os_life_try_hold(ns->life_fd, offset) : status;
}

mmf_status mmf_life_share(const mmf_ns *ns, uint64_t offset)
{
    mmf_status status = check(ns);
    return status == MMF_OK ? os_life_share(ns->life_fd, offset) : status;
}

mmf_status mmf_life_is_held(const mmf_ns *ns, uint64_t offset, bool *held)
{
    mmf_status status = check(ns);
    return status == MMF_OK ? os_life_is_held(ns->life_fd, offset, held) : status;
}

void mmf_life_drop(const mmf_ns *ns, uint64_t offset)
{
    if (mmf_life_is_open(ns))
        os_life_drop(ns->life_fd, offset);
}
