/* os.h -- all that the core asks of an operating system. One implementation per system beside this file:
 * os_SYSTEM.c and os_SYSTEM_*.c.
 *
 * Functions answer MMF_OK or MMF_OS with errno set, unless they say otherwise. None keeps state. */
#ifndef MMF_OS_H
#define MMF_OS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../core/status.h"

typedef struct os_file_info {
    uint64_t device, inode, bytes;
    uint64_t disk_bytes; /* that the file system keeps for it */
    uint32_t owner, mode; /* mode: permission bits */
    bool regular;
} os_file_info;

/* Open without following a link; MMF_NOT_FOUND, MMF_DENIED (a link), MMF_NOMEM, MMF_OS. */
mmf_status os_open(const char *path, bool readonly, int *fd);
/* A new file in the folder of `path` that nobody finds there, and its later publishing under `path` in one step
 * (MMF_EXISTS). os_abandon: instead of publishing. */
mmf_status os_create_hidden(const char *path, uint32_t mode, int *fd);
mmf_status os_publish(int fd, const char *path);
void os_abandon(int fd);
/* The same, taking the place of what is at `path`: there is always the old file or the new one. */
mmf_status os_publish_over(int fd, const char *path);
mmf_status os_remove(const char *path);
void os_close(int fd);

mmf_status os_file_information(int fd, os_file_info *info);
/* Is that file behind `fd`? Safe in a fork handler; leaves errno as it is. */
bool os_is_file(int fd, uint64_t device, uint64_t inode);
mmf_status os_path_information(const char *path, os_file_info *info); /* not following a link; MMF_NOT_FOUND */
/* Could another user have put a file at `path`? (the folder belongs to another, or others may write into it) */
mmf_status os_folder_is_private(const char *path, bool *is_private);
uint32_t os_user(void);

/* Give [from, from + bytes) of the file space that is really there. MMF_NO_SPACE when the file system is full, or the
 * file would become longer than os_longest_file(): nothing was taken, unless others were quicker. */
mmf_status os_allocate(int fd, uint64_t from, uint64_t bytes);
/* Give the whole pages [from, from + bytes) back to the system; they read as zeros. */
mmf_status os_punch(int fd, uint64_t from, uint64_t bytes);

/* Enter pages that are in memory into the page table at once, instead of one by one as they are touched. It may do
 * nothing. */
void os_populate(void *address, uint64_t bytes);

/* Read and write without mapping: holes and places beyond the end are no danger. What mappings of the file have written
 * is seen. *got is less than `bytes` only at the end of the file. */
mmf_status os_read_at(int fd, void *to, uint64_t bytes, uint64_t from, uint64_t *got);
mmf_status os_write_at(int fd, const void *from, uint64_t bytes, uint64_t at);
mmf_status os_set_length(int fd, uint64_t bytes);
/* Have it on the device: a file's bytes and length; the names in the folder of `path`. */
mmf_status os_flush_file(int fd);
mmf_status os_flush_folder(const char *path);
/* Bytes that the file's file system has free for this process, at most; UINT64_MAX where it does not tell. */
uint64_t os_free_bytes(int fd);
/* The length up to which this process may lengthen files. */
uint64_t os_longest_file(void);
/* Bytes of [from, from + bytes) that the file has no space for yet, about: in holes, and beyond its end. */
uint64_t os_missing_bytes(int fd, uint64_t from, uint64_t bytes);

/* Map `bytes` of the file, also beyond its end. Until it is unmapped, the open file is kept, and the lives that it
 * holds, whether or not the descriptor is closed. os_leave_to_parent: children that are forked from now on get nothing
 * of it. Safe in a fork handler. */
mmf_status os_map(int fd, uint64_t bytes, bool readonly, void **base);
mmf_status os_leave_to_parent(void *base, uint64_t bytes);
void os_unmap(void *base, uint64_t bytes);
mmf_status os_flush(void *base, uint64_t bytes);

/* Proof of life: byte `index` behind `offset` of the file, held until this open file is closed, and unmapped, or its
 * process dies. try_hold: MMF_BUSY when another open file holds it. is_held: does another open file hold it? */
mmf_status os_life_try_hold(int fd, uint64_t offset);
/* The same, but any number of open files may do so at once; try_hold is MMF_BUSY then, and is_held true. */
mmf_status os_life_share(int fd, uint64_t offset);
void os_life_drop(int fd, uint64_t offset);
mmf_status os_life_is_held(int fd, uint64_t offset, bool *held);
/* A new open file on that inode, with no life held: the one behind `fd`, if it still is, else the one at `path`. Safe
 * in a fork handler. -1 on failure, with errno set. */
int os_reopen(int fd, const char *path, bool readonly, uint64_t device, uint64_t inode);

/* Sleep while *word == expected, at most ms; MMF_OK however it ended, MMF_INTERRUPTED by a signal. */
mmf_status os_sleep_on(uint32_t *word, uint32_t expected, int ms);
void os_wake(uint32_t *word, int count);
mmf_status os_pause_ms(int ms); /* MMF_INTERRUPTED by a signal */

/* Every processor runs a full memory barrier before this returns. */
mmf_status os_barrier_everywhere(void);
/* The same in microseconds, for the processes that have joined: every processor that runs one of them runs a barrier. A
 * process joins for good; a forked child does so again. MMF_OS: it can not. */
mmf_status os_barrier_join(void);
void os_barrier_joined(void);

uint64_t os_now_ns(void); /* CLOCK_REALTIME, for people */
uint64_t os_steady_ms(void); /* for time-outs */
uint32_t os_process_id(void);
uint32_t os_thread_id(void);
mmf_status os_random(void *bytes, size_t count);
mmf_status os_boot_id(uint64_t id[2]); /* zeros where the system does not tell */
void os_on_fork(void (*before)(void), void (*in_parent)(void), void (*in_child)(void));

static inline void os_relax(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ __volatile__("yield");
#endif
}

#endif
