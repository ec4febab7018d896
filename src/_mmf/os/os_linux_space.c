/* os_linux_space.c -- Linux: how much more a file can get, and giving back what it has. */
#define _GNU_SOURCE
#include "os.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

mmf_status os_punch(int fd, uint64_t from, uint64_t bytes)
{
    int result;
    do
        result = fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)from, (off_t)bytes);
    while (result < 0 && errno == EINTR);
    return result == 0 ? MMF_OK : MMF_OS;
}

uint64_t os_longest_file(void)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_FSIZE, &limit) < 0 || limit.rlim_cur == RLIM_INFINITY ? UINT64_MAX : limit.rlim_cur;
}

uint64_t os_free_bytes(int fd)
{
    struct statvfs fs;
    uint64_t bytes;
    if (fstatvfs(fd, &fs) < 0 || !fs.f_blocks) /* a tmpfs without a bound counts none */
        return UINT64_MAX;
    fsblkcnt_t blocks = geteuid() == 0 ? fs.f_bfree : fs.f_bavail; /* some keep a part for root */
    return __builtin_mul_overflow(blocks, fs.f_frsize, &bytes) ? UINT64_MAX : bytes;
}

/* Where the file's data or its holes go on, at or behind `at`; `end` if not before it. The file's position moves, which
 * nobody uses. Where the file system does not tell, all counts as data. */
static uint64_t next_of(int fd, uint64_t at, uint64_t end, int what)
{
    off_t found = lseek(fd, (off_t)at, what);
    if (found < 0)
        return what == SEEK_DATA && errno != ENXIO ? at : end;
    return (uint64_t)found < end ? (uint64_t)found : end;
}

uint64_t os_missing_bytes(int fd, uint64_t from, uint64_t bytes)
{
    struct stat st;
    uint64_t end = from + bytes, missing = 0;
    if (fstat(fd, &st) < 0)
        return bytes;
    uint64_t length = (uint64_t)st.st_size, there = (uint64_t)st.st_blocks * 512;
    uint64_t beyond = end > length ? end - (from > length ? from : length) : 0;
    for (uint64_t at = from, stop = end - beyond; at < stop;) {
        uint64_t data = next_of(fd, at, stop, SEEK_DATA);
        missing += data - at;
        at = next_of(fd, data + 1, stop, SEEK_HOLE);
    }
    /* Some file systems count space that was given and never written to as holes. */
    uint64_t most = length > there ? length - there : 0;
    return beyond + (missing < most ? missing : most);
}
