/* fuzz_open.c -- any bytes as a file. The mutator makes the superblock's checksum right again most of the time: else
 * hardly anything behind it would ever be reached. */
#include <sys/types.h>

#include "fuzz.h"
#include "segment.h"

size_t LLVMFuzzerMutate(unsigned char *data, size_t size, size_t most);

size_t LLVMFuzzerCustomMutator(unsigned char *data, size_t size, size_t most, unsigned seed)
{
    size = LLVMFuzzerMutate(data, size, most);
    struct mmf_fixed_shm fixed;
    if (seed % 8 && size >= sizeof fixed) {
        memcpy(&fixed, data, sizeof fixed);
        fixed.checksum = mmf_fixed_checksum(&fixed);
        memcpy(data, &fixed, sizeof fixed);
    }
    return size;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    fuzz_write_file(data, size);
    fuzz_read();
    fuzz_read_and_write();
    unlink(fuzz_path());
    return 0;
}
