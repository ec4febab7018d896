/* status.h -- what a core function can answer. py/errors.c turns each into one Python exception. */
#ifndef MMF_STATUS_H
#define MMF_STATUS_H

typedef enum mmf_status {
    MMF_OK = 0,
    MMF_BUSY,        /* another holds the lock, or kept writing: wait, then try again */
    MMF_RELIEVED,    /* there was no room, and what nobody used has been given up since: try again at once */
    MMF_FULL,        /* max_size or the reserved address range is used up */
    MMF_NO_SPACE,    /* the file system is full, or it or a limit on this process lets no file be so long */
    MMF_NOT_FOUND,   /* no such key, item or file */
    MMF_EXISTS,      /* the file is there with other options */
    MMF_STALE,       /* the container that this handle named is gone */
    MMF_CORRUPT,     /* not one of our files, another version, or a failed check */
    MMF_CUT,         /* somebody made the file shorter than its content while it is in use */
    MMF_REBOOTED,    /* the machine went down while it was in use; verify before use */
    MMF_READONLY,    /* attached for reading only */
    MMF_NOT_HELD,    /* this thread does not hold the lock */
    MMF_LOST,        /* others took this process for dead, and the lock from it (life.c), or wrote rubbish over it */
    MMF_HELD,        /* this thread holds the lock, so it would wait for itself */
    MMF_SHARED,      /* this thread holds the lock shared, and must give that back before it changes anything */
    MMF_RANGE,       /* index outside the list */
    MMF_KIND,        /* the value there is of another kind than the operation needs */
    MMF_OVERFLOW,    /* an integer result would not fit into 64 bits */
    MMF_UNSURE,      /* the value to be removed must be read first, and reading it may fail: see mmf_buffer */
    MMF_MOVED,       /* something was written since the stamp was taken */
    MMF_CYCLE,       /* a container would come to lie inside itself */
    MMF_INTERRUPTED, /* a signal arrived while waiting */
    MMF_DENIED,      /* file or folder that another user could have prepared, or a symbolic link */
    MMF_INVALID,     /* an argument that makes no sense; error->what says which */
    MMF_NOMEM,       /* private memory is used up */
    MMF_OS           /* a system call failed; errno says why */
} mmf_status;

#endif
