/* test_space.c -- what does not fit into the file system takes none of its last space, on one that says what the test
 * wants. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "scratch.h"

#define MIB (UINT64_C(1) << 20)

static uint64_t free_for_root, free_for_all;
static uid_t user;

/* These take the place of the C library's. */
int fstatvfs(int fd, struct statvfs *fs)
{
    (void)fd;
    *fs = (struct statvfs){.f_bsize = MMF_PAGE,
                           .f_frsize = MMF_PAGE,
                           .f_blocks = 1000 * MIB / MMF_PAGE,
                           .f_bfree = free_for_root / MMF_PAGE,
                           .f_bavail = free_for_all / MMF_PAGE};
    return 0;
}

uid_t geteuid(void) { return user; }

static mmf_status store(scratch *x, uint64_t bytes)
{
    mmf_off off;
    begin(x);
    mmf_status status = mmf_heap_alloc(&x->log, bytes, &off);
    mmf_log_rollback(&x->log);
    return status;
}

static uint64_t file_bytes(scratch *x)
{
    os_file_info info;
    CHECK_OK(mmf_segment_information(&x->segment, &info));
    return info.bytes;
}

static void what_is_kept_for_root_is_not_free_for_others(void)
{
    scratch x;
    scratch_open(&x, MMF_SIZE_MIN, 0);
    free_for_root = 100 * MIB;
    free_for_all = 10 * MIB;
    user = 1000;
    CHECK_STATUS(MMF_NO_SPACE, store(&x, 20 * MIB));
    CHECK(file_bytes(&x) == MMF_SIZE_MIN);
    CHECK_OK(store(&x, 9 * MIB));
    user = 0;
    CHECK_OK(store(&x, 20 * MIB));
    scratch_close(&x);
}

/* Trying to make a longer file would end this process by a signal. */
static void what_is_longer_than_files_may_be_is_not_begun(void)
{
    scratch x;
    scratch_open(&x, MMF_SIZE_MIN, 0);
    free_for_root = free_for_all = 500 * MIB;
    struct rlimit before, limit;
    CHECK(getrlimit(RLIMIT_FSIZE, &before) == 0);
    limit = before;
    limit.rlim_cur = 20 * MIB;
    CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    CHECK_STATUS(MMF_NO_SPACE, store(&x, 50 * MIB));
    CHECK(file_bytes(&x) == MMF_SIZE_MIN);
    CHECK_OK(store(&x, 19 * MIB));
    CHECK_STATUS(MMF_NO_SPACE, store(&x, 20 * MIB));
    CHECK(file_bytes(&x) <= 20 * MIB);
    CHECK(setrlimit(RLIMIT_FSIZE, &before) == 0);
    CHECK_OK(store(&x, 50 * MIB));
    limit.rlim_cur = MIB;
    CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    CHECK_OK(mmf_segment_fill(&x.segment, 0, 50 * MIB)); /* it is so long already */
    CHECK(setrlimit(RLIMIT_FSIZE, &before) == 0);
    scratch_close(&x);
}

int main(void)
{
    alarm(100);
    RUN(what_is_kept_for_root_is_not_free_for_others);
    RUN(what_is_longer_than_files_may_be_is_not_begun);
    return check_done();
}
