/* check.h -- the C tests' few tools: a failed check prints where and ends the program. */
#ifndef CHECK_H
#define CHECK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mmf.h"

#define CHECK(condition)                                                            \
    do {                                                                            \
        if (!(condition)) {                                                         \
            fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                                \
        }                                                                           \
    } while (0)

static inline void check_status(mmf_status got, mmf_status expected, const char *file, int line, const char *name,
                                const char *call)
{
    if (got != expected) {
        fprintf(stderr, "%s:%d: status %d, not %s: %s\n", file, line, (int)got, name, call);
        exit(1);
    }
}

#define CHECK_STATUS(expected, call) check_status(call, expected, __FILE__, __LINE__, #expected, #call)

#define CHECK_OK(call) CHECK_STATUS(MMF_OK, call)

/* Run a test and say so. */
#define RUN(test)                 \
    do {                          \
        test();                   \
        check_passed++;           \
        printf("ok %s\n", #test); \
    } while (0)

static int check_passed;

/* What a test's main() returns. */
static inline int check_done(void)
{
    printf("%d passed, 0 failed\n", check_passed);
    return 0;
}

/* A path that nobody else has, in the folder that the runner gives. */
static inline const char *fresh_path(void)
{
    static char path[512];
    static int number;
    const char *folder = getenv("TEST_FOLDER");
    snprintf(path, sizeof path, "%s/c-%d-%d", folder ? folder : ".", (int)getpid(), number++);
    unlink(path);
    return path;
}

static inline mmf_ns *open_sized(const char *path, uint64_t size, uint64_t max_size)
{
    mmf_options options = {.path = path, .size = size, .max_size = max_size, .mode = 0600, .create = true};
    mmf_ns *ns = NULL;
    mmf_error error;
    mmf_status status = mmf_open(&options, &ns, &error);
    if (status != MMF_OK)
        fprintf(stderr, "open: status %d: %s\n", (int)status, error.what);
    CHECK(status == MMF_OK);
    return ns;
}

static inline mmf_ns *open_fresh(void) { return open_sized(fresh_path(), MMF_SIZE_DEFAULT, 0); }

static inline void verify_clean(mmf_ns *ns)
{
    char what[200] = "";
    mmf_status status = mmf_verify(ns, what, sizeof what);
    if (status != MMF_OK)
        fprintf(stderr, "verify: status %d: %s\n", (int)status, what);
    CHECK(status == MMF_OK);
}

static inline void destroy_and_close(mmf_ns *ns)
{
    verify_clean(ns);
    CHECK_OK(mmf_destroy(ns, mmf_path(ns)));
    mmf_close(ns);
}

static inline mmf_value int_value(int64_t i) { return (mmf_value){mmf_cell_int(i), NULL}; }

/* A text of ASCII characters, inline or long. */
static inline mmf_value text_value(const char *text, size_t length)
{
    if (length <= MMF_INLINE_BYTES)
        return (mmf_value){mmf_cell_inline(MMF_TAG_STR7, text, length), NULL};
    return (mmf_value){mmf_cell_long(MMF_TAG_STR, MMF_WIDTH_ASCII, length), text};
}

static inline mmf_key make_key(mmf_ns *ns, mmf_value value)
{
    mmf_key key = {.value = value};
    mmf_key_init(ns, &key);
    return key;
}
static inline mmf_key int_key(mmf_ns *ns, int64_t i) { return make_key(ns, int_value(i)); }
static inline mmf_key text_key(mmf_ns *ns, const char *text) { return make_key(ns, text_value(text, strlen(text))); }

/* A small generator of numbers that is the same everywhere (splitmix64). */
static inline uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

#endif
