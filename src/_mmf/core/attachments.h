/* attachments.h -- the attachments of this process: one for each file, shared by all handles and threads. */
#ifndef MMF_ATTACHMENTS_H
#define MMF_ATTACHMENTS_H

#include "ns.h"

/* The list is locked from lock to unlock. */
void mmf_attachments_lock(void);
void mmf_attachments_unlock(void);
mmf_ns *mmf_attachments_find(uint64_t device, uint64_t inode, bool readonly); /* lock held; none that is closing */
void mmf_attachments_add(mmf_ns *ns);                                         /* lock held */
/* This thread stays, or no longer; lock held. */
void mmf_attachments_stay(mmf_ns *ns);
void mmf_attachments_stay_end(mmf_ns *ns);
/* Out of the list, if it is there, and out of memory, with its descriptors; lock held. */
void mmf_attachments_discard(mmf_ns *ns);

#endif
