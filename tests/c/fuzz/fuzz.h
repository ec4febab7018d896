/* fuzz.h -- what the fuzzers share: a deterministic namespace to start from, and someone who reads all of a file.
 *
 * Whatever the bytes, each function of the core must answer with a status: the sanitizers, SIGBUS and libFuzzer's own
 * limits on time and memory tell when it does not. */
#ifndef FUZZ_H
#define FUZZ_H

#include "check.h"

/* A path for this process in the folder that the runner gives. */
const char *fuzz_path(void);
void fuzz_write_file(const void *bytes, size_t count);

/* The bytes of namespaces with a bit of everything: FUZZ_CLEAN as its last process left it, FUZZ_DEAD as one left it
 * that was killed inside a transaction, with orphans and a reserved block. The same in each run. */
enum fuzz_base { FUZZ_CLEAN, FUZZ_DEAD, FUZZ_BASES };
typedef struct fuzz_file {
    unsigned char *bytes;
    size_t count;
} fuzz_file;
const fuzz_file *fuzz_base(enum fuzz_base which);

/* Open the file, read all of it in every way, and close it. */
void fuzz_read(void);
/* The same with an attachment that may write: recovery, reading, changes to what is there, verify. */
void fuzz_read_and_write(void);

#endif
