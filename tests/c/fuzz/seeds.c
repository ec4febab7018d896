/* seeds.c -- writes what the fuzzers start from into the folders open, flip and operations of a folder. */
#include <sys/stat.h>

#include "fuzz.h"

static void write_seed(const char *folder, const char *fuzzer, int number, const void *bytes, size_t count)
{
    char path[600];
    snprintf(path, sizeof path, "%s/%s", folder, fuzzer);
    (void)mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/%s/seed-%d", folder, fuzzer, number);
    FILE *file = fopen(path, "wb");
    CHECK(file && fwrite(bytes, 1, count, file) == count && fclose(file) == 0);
}

int main(int count, char **arguments)
{
    unsigned char bytes[256];
    uint64_t random = 1;
    CHECK(count == 2);
    for (int i = 0; i < FUZZ_BASES; i++) {
        const fuzz_file *base = fuzz_base(i);
        write_seed(arguments[1], "open", i, base->bytes, base->count);
    }
    for (int i = 0; i < 16; i++) {
        for (size_t b = 0; b < sizeof bytes; b++)
            bytes[b] = (unsigned char)next_random(&random);
        write_seed(arguments[1], "flip", i, bytes, 1 + 8 * ((size_t)i % 4));
        write_seed(arguments[1], "operations", i, bytes, sizeof bytes);
    }
    unlink(fuzz_path());
    return 0;
}
