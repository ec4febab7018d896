/* test_damage.c -- real files with flipped bits, before and while they are used, or cut short. */
#include "rest.h"
#include "use.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include "files.h"

#define PAGE UINT64_C(4096)

typedef struct image {
    const char *path;
    unsigned char *bytes;
    size_t count;
    uint64_t page;
    bool readonly;
    volatile uint64_t *at; /* shared with the parent: what was flipped last */
} image;

static image load(void)
{
    struct stat st;
    image i = {.path = fresh_path()};
    mmf_ns *ns = open_sized(i.path, MMF_SIZE_MIN, 0);
    furnish(ns);
    mmf_close(ns);
    int fd = open(i.path, O_RDONLY);
    CHECK(fd >= 0 && fstat(fd, &st) == 0);
    i.count = (size_t)st.st_size;
    i.bytes = malloc(i.count);
    CHECK(i.bytes && read(fd, i.bytes, i.count) == (ssize_t)i.count);
    close(fd);
    i.at = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(i.at != MAP_FAILED);
    return i;
}

static void restore(const image *i)
{
    int fd = open(i->path, O_RDWR);
    CHECK(fd >= 0 && ftruncate(fd, (off_t)i->count) == 0 && pwrite(fd, i->bytes, i->count, 0) == (ssize_t)i->count);
    close(fd);
}

static void unload(image *i)
{
    unlink(i->path);
    free(i->bytes);
    munmap((void *)i->at, 4096);
}

/* Open, use, verify, close; refused is good too. `quiet`: nobody changes the file meanwhile. `rest`: do also what is
 * seldom done, and takes its time. */
static void use_file(const image *i, bool quiet, bool rest)
{
    mmf_ns *ns = NULL;
    mmf_error error = {0};
    mmf_options options = {.path = i->path, .readonly = i->readonly, .size = MMF_SIZE_MIN, .mode = 0600};
    mmf_status status = mmf_open(&options, &ns, &error);
    if (status != MMF_OK) {
        CHECK((status == MMF_CORRUPT || status == MMF_BUSY || status == MMF_REBOOTED) && error.what[0]);
        return;
    }
    mmf_ref root = mmf_root(ns);
    read_all(ns);
    if (rest)
        read_rest(&root);
    mmf_status before = look(ns);
    if (!i->readonly) {
        if (rest)
            change_rest(&root);
        write_all(ns);
        /* What verify did not notice cannot break anything. */
        CHECK(look(ns) == MMF_OK || before != MMF_OK || !quiet);
    }
    mmf_close(ns);
}

#define FLIPS 100 /* words of each page */
#define REST 10   /* every so many */
static void flip_bits_of_a_page(void *context)
{
    const image *i = context;
    uint64_t random = i->page;
    for (int flip = 0; flip < FLIPS; flip++) {
        uint64_t at = i->page * PAGE + next_random(&random) % PAGE, bit = next_random(&random) % 8;
        restore(i);
        unsigned char byte = i->bytes[at] ^ (unsigned char)(1 << bit);
        *i->at = at * 8 + bit;
        put_bytes(i->path, at, &byte, 1);
        use_file(i, true, flip % REST == 0);
    }
}

static void a_flipped_bit_does_no_harm(void)
{
    image i = load();
    bool well = true;
    for (i.page = 0; i.page < i.count / PAGE; i.page++)
        for (int readonly = 0; readonly < 2; readonly++) {
            i.readonly = readonly;
            if (!survives(flip_bits_of_a_page, &i)) {
                fprintf(stderr, "page %u, byte %llu, bit %llu, readonly %d\n", (unsigned)i.page,
                        (unsigned long long)(*i.at / 8), (unsigned long long)(*i.at % 8), readonly);
                well = false;
            }
        }
    CHECK(well);
    unload(&i);
}

#define ROUNDS 12 /* of use, while bits flip */
static void use_while_bits_flip(void *context)
{
    const image *i = context;
    for (int round = 0; round < ROUNDS; round++)
        use_file(i, false, round == 0);
    *i->at = 1;
}

/* Another process writes rubbish over a page, bit by bit, as long as this one uses it. */
static void bits_that_flip_under_a_user_do_no_harm(void)
{
    image i = load();
    bool well = true;
    for (i.page = 0; i.page < i.count / PAGE; i.page++) {
        int status;
        uint64_t random = i.page;
        restore(&i);
        *i.at = 0;
        fflush(NULL);
        pid_t flipper = fork();
        CHECK(flipper >= 0);
        if (!flipper) {
            alarm(2 * SECONDS);
            while (!*i.at) {
                uint64_t at = i.page * PAGE + next_random(&random) % PAGE;
                unsigned char byte = i.bytes[at] ^ (unsigned char)(1 << next_random(&random) % 8);
                put_bytes(i.path, at, &byte, 1);
                put_bytes(i.path, at, &i.bytes[at], 1);
            }
            _exit(0);
        }
        if (!survives(use_while_bits_flip, &i)) {
            fprintf(stderr, "page %u\n", (unsigned)i.page);
            well = false;
        }
        *i.at = 1;
        CHECK(waitpid(flipper, &status, 0) == flipper);
    }
    CHECK(well);
    unload(&i);
}

static void a_file_cut_at_any_page_is_refused_to_readers_too(void)
{
    image i = load();
    mmf_options options = {.path = i.path, .readonly = true, .size = MMF_SIZE_MIN};
    for (uint64_t bytes = i.count; bytes; bytes -= PAGE) {
        CHECK(truncate(i.path, (off_t)bytes - 1) == 0);
        refuse(MMF_CORRUPT, &options);
        CHECK(truncate(i.path, (off_t)(bytes - PAGE)) == 0);
        refuse(MMF_CORRUPT, &options);
    }
    unload(&i);
}

int main(void)
{
    RUN(a_file_cut_at_any_page_is_refused_to_readers_too);
    RUN(a_flipped_bit_does_no_harm);
    RUN(bits_that_flip_under_a_user_do_no_harm);
    return check_done();
}
