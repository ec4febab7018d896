/* os_linux.c -- Linux: mmap, futex, open file description locks.
 *
 * Proof of life is an OFD lock (fcntl(2), F_OFD_SETLK) on one byte far behind the end of the file. The kernel
 * drops it when the last descriptor and the last mapping of that open file is gone, so also when its process dies at
 * any point; it is asked through the file itself, so it works across pid namespaces and for reused pids. */
#define _GNU_SOURCE
#include "os.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <linux/membarrier.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define HIDDEN_PREFIX ".mmfshare-new-"
#define ALLOCATE_MOST (UINT64_C(4) << 20)

static mmf_status status_of_errno(void)
{
    switch (errno) {
    case ENOENT:
        return MMF_NOT_FOUND;
    case EEXIST:
        return MMF_EXISTS;
    case ELOOP:
        return MMF_DENIED;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return MMF_NO_SPACE;
    case ENOMEM:
        return MMF_NOMEM;
    default:
        return MMF_OS;
    }
}

/* Descriptors 0 to 2 are written to by all kinds of code, whatever file is behind them. Takes `fd` over, -1 as well. */
static int beyond_standard(int fd)
{
    if (fd < 0 || fd > STDERR_FILENO)
        return fd;
    int higher = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1), saved = errno;
    close(fd);
    errno = saved;
    return higher;
}

mmf_status os_open(const char *path, bool readonly, int *fd)
{
    /* O_NONBLOCK: opening a fifo must not wait for its other end. It means nothing for regular files. */
    int got =
        beyond_standard(open(path, (readonly ? O_RDONLY : O_RDWR) | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (got < 0)
        return status_of_errno();
    *fd = got;
    return MMF_OK;
}

static bool folder_of(const char *path, char *folder, size_t room)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;
    if (length + 2 > room) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (!length) { /* no folder is named, or only the root's slash */
        folder[length++] = slash ? '/' : '.';
    } else {
        memcpy(folder, path, length);
    }
    folder[length] = 0;
    return true;
}

/* A random name in the folder; false if it would be too long. */
static bool hidden_name(const char *folder, char *name)
{
    uint64_t random;
    return getrandom(&random, sizeof random, 0) == sizeof random &&
           snprintf(name, PATH_MAX, "%s/" HIDDEN_PREFIX "%016llx", folder, (unsigned long long)random) < PATH_MAX;
}

/* A file under a random name, where the file system has no files without one (some overlays and network file
 * systems). */
static int create_named(const char *folder)
{
    char path[PATH_MAX];
    return hidden_name(folder, path) ? open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600) : -1;
}

/* The random name, if the file has one. */
static bool find_hidden_name(int fd, char *name)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, name, PATH_MAX - 1);
    if (length <= 0)
        return false;
    name[length] = 0;
    const char *slash = strrchr(name, '/');
    return slash && !strncmp(slash + 1, HIDDEN_PREFIX, strlen(HIDDEN_PREFIX));
}

static void remove_hidden_name(int fd)
{
    char name[PATH_MAX];
    if (find_hidden_name(fd, name))
        unlink(name);
}

mmf_status os_create_hidden(const char *path, uint32_t mode, int *fd)
{
    char folder[PATH_MAX];
    if (!folder_of(path, folder, sizeof folder))
        return MMF_OS;
    int got = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (got < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
        got = create_named(folder);
    if ((got = beyond_standard(got)) < 0)
        return status_of_errno();
    if (fchmod(got, mode) < 0) { /* the mode asked for, whatever the umask */
        os_abandon(got);
        return MMF_OS;
    }
    *fd = got;
    return MMF_OK;
}

static mmf_status give_name(int fd, const char *path)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int result = linkat(AT_FDCWD, link, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
    if (result < 0 && errno == ENOENT) /* without /proc: for root, and since Linux 6.10 for who opened the file */
        result = linkat(fd, "", AT_FDCWD, path, AT_EMPTY_PATH);
    return result < 0 ? status_of_errno() : MMF_OK;
}

mmf_status os_publish(int fd, const char *path)
{
    mmf_status status = give_name(fd, path);
    if (status == MMF_OK)
        remove_hidden_name(fd);
    return status;
}

mmf_status os_publish_over(int fd, const char *path)
{
    char folder[PATH_MAX], name[PATH_MAX];
    if (!find_hidden_name(fd, name)) { /* linkat() takes no place of another: a random name comes first */
        if (!folder_of(path, folder, sizeof folder) || !hidden_name(folder, name))
            return MMF_OS;
        mmf_status status = give_name(fd, name);
        if (status != MMF_OK)
            return status;
    }
    if (rename(name, path) == 0)
        return MMF_OK;
    int saved = errno;
    unlink(name);
    errno = saved;
    return MMF_OS;
}

void os_abandon(int fd)
{
    int saved = errno;
    remove_hidden_name(fd);
    close(fd);
    errno = saved;
}

mmf_status os_remove(const char *path) { return unlink(path) < 0 ? status_of_errno() : MMF_OK; }

void os_close(int fd) { close(fd); }

static void fill_information(const struct stat *st, os_file_info *info)
{
    info->device = st->st_dev;
    info->inode = st->st_ino;
    info->bytes = (uint64_t)st->st_size;
    info->disk_bytes = (uint64_t)st->st_blocks * 512;
    info->owner = st->st_uid;
    info->mode = st->st_mode & 07777;
    info->regular = S_ISREG(st->st_mode);
}

mmf_status os_file_information(int fd, os_file_info *info)
{
    struct stat st;
    if (fstat(fd, &st) < 0)
        return MMF_OS;
    fill_information(&st, info);
    return MMF_OK;
}

mmf_status os_path_information(const char *path, os_file_info *info)
{
    struct stat st;
    if (lstat(path, &st) < 0)
        return status_of_errno();
    fill_information(&st, info);
    return MMF_OK;
}

mmf_status os_folder_is_private(const char *path, bool *is_private)
{
    char folder[PATH_MAX];
    struct stat st;
    if (!folder_of(path, folder, sizeof folder))
        return MMF_OS;
    if (stat(folder, &st) < 0)
        return status_of_errno();
    bool others_write = (st.st_mode & (S_IWGRP | S_IWOTH)) != 0;
    bool sticky = (st.st_mode & S_ISVTX) != 0; /* others can add names there, but not replace ours */
    *is_private = (st.st_uid == geteuid() || st.st_uid == 0) && (!others_write || sticky);
    return MMF_OK;
}

uint32_t os_user(void) { return geteuid(); }

/* 0, or the error that giving so much would end with. */
static int find_obstacle(int fd, uint64_t from, uint64_t bytes)
{
    struct stat st;
    if (from + bytes > os_longest_file() && fstat(fd, &st) == 0 && from + bytes > (uint64_t)st.st_size)
        return EFBIG; /* trying would be SIGXFSZ */
    uint64_t free = bytes > ALLOCATE_MOST ? os_free_bytes(fd) : UINT64_MAX;
    return bytes > free && os_missing_bytes(fd, from, bytes) > free ? ENOSPC : 0;
}

mmf_status os_allocate(int fd, uint64_t from, uint64_t bytes)
{
    /* By pieces, each a call that does all or nothing: older kernels undo what a call has done on tmpfs when a signal
     * comes, and one that comes again and again would let no long call end. Those that were done would stay. */
    int obstacle = find_obstacle(fd, from, bytes);
    if (obstacle) {
        errno = obstacle;
        return MMF_NO_SPACE;
    }
    for (uint64_t done = 0; done < bytes;) {
        uint64_t piece = bytes - done < ALLOCATE_MOST ? bytes - done : ALLOCATE_MOST;
        int error = posix_fallocate(fd, (off_t)(from + done), (off_t)piece);
        if (!error) {
            done += piece;
        } else if (error != EINTR) {
            errno = error;
            return status_of_errno();
        }
    }
    return MMF_OK;
}

void os_populate(void *address, uint64_t bytes)
{
#ifdef MADV_POPULATE_WRITE /* Linux 5.14 */
    int number = errno;
    (void)madvise(address, bytes, MADV_POPULATE_WRITE);
    errno = number;
#else
    (void)address, (void)bytes;
#endif
}

mmf_status os_read_at(int fd, void *to, uint64_t bytes, uint64_t from, uint64_t *got)
{
    *got = 0;
    while (*got < bytes) {
        ssize_t count = pread(fd, (char *)to + *got, bytes - *got, (off_t)(from + *got));
        if (count < 0 && errno != EINTR)
            return MMF_OS;
        if (count == 0)
            break;
        *got += count > 0 ? (uint64_t)count : 0;
    }
    return MMF_OK;
}

mmf_status os_write_at(int fd, const void *from, uint64_t bytes, uint64_t at)
{
    for (uint64_t done = 0; done < bytes;) {
        ssize_t count = pwrite(fd, (const char *)from + done, bytes - done, (off_t)(at + done));
        if (count < 0 && errno != EINTR)
            return MMF_OS;
        done += count > 0 ? (uint64_t)count : 0;
    }
    return MMF_OK;
}

mmf_status os_set_length(int fd, uint64_t bytes) { return ftruncate(fd, (off_t)bytes) < 0 ? MMF_OS : MMF_OK; }

mmf_status os_flush_file(int fd) { return fsync(fd) < 0 ? MMF_OS : MMF_OK; }

mmf_status os_flush_folder(const char *path)
{
    char folder[PATH_MAX];
    int fd = folder_of(path, folder, sizeof folder) ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd < 0) /* EACCES: who may write to a folder and not read it has no means to flush it */
        return errno == EACCES ? MMF_OK : MMF_OS;
    /* EINVAL: this file system keeps its names by itself. */
    mmf_status status = fsync(fd) < 0 && errno != EINVAL ? MMF_OS : MMF_OK;
    int saved = errno;
    close(fd);
    errno = saved;
    return status;
}

mmf_status os_map(int fd, uint64_t bytes, bool readonly, void **base)
{
    int access = readonly ? PROT_READ : PROT_READ | PROT_WRITE;
    void *got = mmap(NULL, bytes, access, MAP_SHARED | MAP_NORESERVE, fd, 0);
    if (got == MAP_FAILED)
        return status_of_errno();
    madvise(got, bytes, MADV_DONTDUMP); /* a core file need not hold all that others share */
    *base = got;
    return MMF_OK;
}

mmf_status os_leave_to_parent(void *base, uint64_t bytes)
{
    return madvise(base, bytes, MADV_DONTFORK) < 0 ? status_of_errno() : MMF_OK;
}

void os_unmap(void *base, uint64_t bytes) { munmap(base, bytes); }

mmf_status os_flush(void *base, uint64_t bytes) { return msync(base, bytes, MS_SYNC) < 0 ? MMF_OS : MMF_OK; }

static struct flock one_byte(uint64_t offset, short type)
{
    return (struct flock){.l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)offset, .l_len = 1};
}

static mmf_status lock_byte(int fd, uint64_t offset, short type)
{
    struct flock lock = one_byte(offset, type);
    if (fcntl(fd, F_OFD_SETLK, &lock) == 0)
        return MMF_OK;
    return errno == EAGAIN || errno == EACCES ? MMF_BUSY : MMF_OS;
}

mmf_status os_life_try_hold(int fd, uint64_t offset) { return lock_byte(fd, offset, F_WRLCK); }

mmf_status os_life_share(int fd, uint64_t offset) { return lock_byte(fd, offset, F_RDLCK); }

void os_life_drop(int fd, uint64_t offset)
{
    struct flock lock = one_byte(offset, F_UNLCK);
    fcntl(fd, F_OFD_SETLK, &lock);
}

mmf_status os_life_is_held(int fd, uint64_t offset, bool *held)
{
    struct flock lock = one_byte(offset, F_WRLCK);
    if (fcntl(fd, F_OFD_GETLK, &lock) < 0)
        return MMF_OS;
    *held = lock.l_type != F_UNLCK;
    return MMF_OK;
}

bool os_is_file(int fd, uint64_t device, uint64_t inode)
{
    struct stat st;
    int saved = errno;
    bool is = fstat(fd, &st) == 0 && st.st_dev == device && st.st_ino == inode;
    errno = saved;
    return is;
}

/* Open `path`, if it names that file. */
static int open_as(const char *path, int how, uint64_t device, uint64_t inode)
{
    int got = beyond_standard(open(path, how));
    if (got < 0 || os_is_file(got, device, inode))
        return got;
    close(got);
    errno = ENOENT;
    return -1;
}

int os_reopen(int fd, const char *path, bool readonly, uint64_t device, uint64_t inode)
{
    /* No snprintf: this runs in a forked child, where only async-signal-safe calls are allowed. */
    char link[32] = "/proc/self/fd/";
    char digits[12];
    int count = 0, at = (int)strlen(link), number = fd, how = (readonly ? O_RDONLY : O_RDWR) | O_CLOEXEC;
    do
        digits[count++] = (char)('0' + number % 10);
    while (number /= 10);
    while (count)
        link[at++] = digits[--count];
    link[at] = 0;
    int got = os_is_file(fd, device, inode) ? open_as(link, how, device, inode) : -1;
    return got >= 0 ? got : open_as(path, how | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, device, inode);
}

mmf_status os_sleep_on(uint32_t *word, uint32_t expected, int ms)
{
    struct timespec limit = {ms / 1000, ms % 1000 * 1000000L};
    if (syscall(SYS_futex, word, FUTEX_WAIT, expected, &limit, NULL, 0) < 0 && errno == EINTR)
        return MMF_INTERRUPTED;
    return MMF_OK;
}

void os_wake(uint32_t *word, int count) { syscall(SYS_futex, word, FUTEX_WAKE, count, NULL, NULL, 0); }

mmf_status os_barrier_everywhere(void)
{
    /* The plain command: processes need not register for it, as for the quicker ones. It takes some milliseconds. */
    return syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0) == 0 ? MMF_OK : MMF_OS;
}

mmf_status os_barrier_join(void)
{
    return syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, 0, 0) == 0 ? MMF_OK : MMF_OS;
}

void os_barrier_joined(void)
{
    /* Where this process is denied the call, though others have joined (a seccomp filter), time has to do: no processor
     * keeps a store to itself for so long. */
    if (syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0, 0) != 0 && os_barrier_everywhere() != MMF_OK)
        while (os_pause_ms(10) == MMF_INTERRUPTED)
            ;
}

mmf_status os_pause_ms(int ms)
{
    struct timespec time = {ms / 1000, ms % 1000 * 1000000L};
    return nanosleep(&time, NULL) < 0 && errno == EINTR ? MMF_INTERRUPTED : MMF_OK;
}

uint64_t os_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t os_steady_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000u + (uint64_t)now.tv_nsec / 1000000u;
}

uint32_t os_process_id(void) { return (uint32_t)getpid(); }
uint32_t os_thread_id(void) { return (uint32_t)syscall(SYS_gettid); }

mmf_status os_random(void *bytes, size_t count)
{
    return getrandom(bytes, count, 0) == (ssize_t)count ? MMF_OK : MMF_OS;
}

static int hex_digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

mmf_status os_boot_id(uint64_t id[2])
{
    char text[64] = "";
    id[0] = id[1] = 0;
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == EACCES ? MMF_OK : MMF_OS;
    ssize_t got = read(fd, text, sizeof text - 1);
    close(fd);
    int digits = 0;
    for (ssize_t i = 0; i < got && digits < 32; i++) {
        int value = hex_digit(text[i]);
        if (value >= 0) {
            id[digits / 16] = id[digits / 16] << 4 | (unsigned)value;
            digits++;
        }
    }
    return MMF_OK;
}

void os_on_fork(void (*before)(void), void (*in_parent)(void), void (*in_child)(void))
{
    pthread_atfork(before, in_parent, in_child);
}
