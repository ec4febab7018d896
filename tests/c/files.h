/* files.h -- files of namespaces, to be opened, refused and damaged. */
#ifndef FILES_H
#define FILES_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* pwrite, truncate; include this header first */
#endif
#include <fcntl.h>

#include "values.h"

static inline mmf_options options_for(const char *path)
{
    return (mmf_options){.path = path, .size = MMF_SIZE_DEFAULT, .mode = 0600, .create = true};
}

/* Refused with this status and a reason. */
static inline void refuse(mmf_status expected, const mmf_options *options)
{
    mmf_ns *ns = NULL;
    mmf_error error = {0};
    mmf_status status = mmf_open(options, &ns, &error);
    if (status != expected)
        fprintf(stderr, "open: status %d: %s\n", (int)status, error.what);
    CHECK(status == expected && !ns && error.what[0]);
}

static inline mmf_ns *open_it(const mmf_options *options)
{
    mmf_ns *ns = NULL;
    mmf_error error = {0};
    mmf_status status = mmf_open(options, &ns, &error);
    if (status != MMF_OK)
        fprintf(stderr, "open: status %d: %s\n", (int)status, error.what);
    CHECK(status == MMF_OK);
    return ns;
}

/* A namespace with something in it, grown, and closed. */
static inline const char *make_file(void)
{
    const char *path = fresh_path();
    mmf_ns *ns = open_sized(path, MMF_SIZE_MIN, 0);
    mmf_ref root = mmf_root(ns);
    static char text[100000];
    memset(text, 't', sizeof text);
    set(&root, "answer", int_value(42));
    set(&root, "text", text_value(text, sizeof text));
    mmf_close(ns);
    return path;
}

static inline void put_bytes(const char *path, uint64_t at, const void *bytes, size_t count)
{
    int fd = open(path, O_RDWR);
    CHECK(fd >= 0 && pwrite(fd, bytes, count, (off_t)at) == (ssize_t)count);
    close(fd);
}

#endif
