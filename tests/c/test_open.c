/* test_open.c -- what may be opened and what is refused, and what is said about it. */
#include "files.h"

#include <sys/stat.h>

#include "refuse.h"

/* Change one word of the fixed part, and its checksum to fit if asked. */
static void put_fixed(const char *path, size_t at, uint64_t value, bool fitting)
{
    struct mmf_fixed_shm fixed;
    int fd = open(path, O_RDWR);
    CHECK(fd >= 0 && pread(fd, &fixed, sizeof fixed, 0) == sizeof fixed);
    memcpy((char *)&fixed + at, &value, 8);
    if (fitting)
        fixed.checksum = mmf_fixed_checksum(&fixed);
    CHECK(pwrite(fd, &fixed, sizeof fixed, 0) == sizeof fixed);
    close(fd);
}

static void what_was_stored_is_there_again(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    options.create = false;
    mmf_ns *ns = open_it(&options), *same = open_it(&options);
    mmf_ref root = mmf_root(ns);
    CHECK(ns == same); /* one attachment for each file and process */
    mmf_close(same);
    CHECK(get(&root, "answer") == 42);
    CHECK(stats_of(ns).participants == 1);
    destroy_and_close(ns);
    refuse(MMF_NOT_FOUND, &options);
}

static void a_file_cut_off_anywhere_is_refused(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    struct stat st;
    CHECK(stat(path, &st) == 0);
    for (off_t bytes = st.st_size / 4096 * 4096; bytes >= 0; bytes -= 4096) {
        if (bytes == st.st_size)
            continue;
        CHECK(truncate(path, bytes) == 0);
        refuse(MMF_CORRUPT, &options);
        if (bytes) {
            CHECK(truncate(path, bytes - 1) == 0);
            refuse(MMF_CORRUPT, &options);
        }
    }
    CHECK(truncate(path, st.st_size) == 0); /* all zeros now */
    refuse(MMF_CORRUPT, &options);
    unlink(path);
}

static void a_superblock_that_does_not_fit_is_refused(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    struct mmf_fixed_shm good;
    int fd = open(path, O_RDONLY);
    CHECK(fd >= 0 && pread(fd, &good, sizeof good, 0) == sizeof good);
    close(fd);
    const struct {
        size_t at;
        uint64_t value;
    } bad[] = {{offsetof(struct mmf_fixed_shm, magic), MMF_MAGIC + 1},
               {offsetof(struct mmf_fixed_shm, version), MMF_FORMAT_VERSION + 1},
               {offsetof(struct mmf_fixed_shm, byte_order), UINT64_C(0x0807060504030201)},
               {offsetof(struct mmf_fixed_shm, features), 1},
               {offsetof(struct mmf_fixed_shm, size), UINT64_C(1) << 40},
               {offsetof(struct mmf_fixed_shm, size), 0},
               {offsetof(struct mmf_fixed_shm, max_size), UINT64_C(1) << 40},
               {offsetof(struct mmf_fixed_shm, root_off), 0},
               {offsetof(struct mmf_fixed_shm, root_off), UINT64_C(1) << 40},
               {offsetof(struct mmf_fixed_shm, root_off), UINT64_MAX - 15}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        put_fixed(path, bad[i].at, bad[i].value, true);
        refuse(MMF_CORRUPT, &options);
        put_bytes(path, 0, &good, sizeof good);
    }
    for (size_t at = 0; at < sizeof good; at += 8) { /* any word, without a checksum to fit */
        uint64_t word;
        memcpy(&word, (char *)&good + at, 8);
        put_fixed(path, at, word ^ UINT64_C(1) << (at % 64), false);
        refuse(MMF_CORRUPT, &options);
        put_bytes(path, 0, &good, sizeof good);
    }
    uint64_t wrong[] = {0, MMF_HEAP_OFF, UINT64_MAX};
    for (int i = 0; i < 3; i++) {
        struct mmf_super_shm super;
        fd = open(path, O_RDONLY);
        CHECK(pread(fd, &super, sizeof super, 0) == sizeof super);
        close(fd);
        put_bytes(path, offsetof(struct mmf_super_shm, heap_end), &wrong[i], 8);
        refuse(MMF_CORRUPT, &options);
        put_bytes(path, offsetof(struct mmf_super_shm, heap_end), &super.heap_end, 8);
    }
    destroy_and_close(open_it(&options));
}

static void other_files_are_refused(void)
{
    char other[600];
    snprintf(other, sizeof other, "%s", make_file());
    const char *path = fresh_path();
    mmf_options options = options_for(path);
    put_bytes((close(open(path, O_CREAT | O_WRONLY, 0600)), path), 0, "hello", 5);
    refuse(MMF_CORRUPT, &options);
    CHECK(truncate(path, 0) == 0);
    refuse(MMF_CORRUPT, &options);
    unlink(path);
    CHECK(mkfifo(path, 0600) == 0);
    refuse(MMF_CORRUPT, &options);
    unlink(path);
    CHECK(symlink(other, path) == 0);
    refuse(MMF_DENIED, &options);
    unlink(path);
    unlink(other);
    options.path = "/no folder/of that/name";
    refuse(MMF_NOT_FOUND, &options);
    options.create = false;
    refuse(MMF_NOT_FOUND, &options);
}

static void options_that_contradict_are_refused(void)
{
    const char *path = fresh_path();
    mmf_options options = options_for(path), other = options;
    uint64_t sizes[] = {0, MMF_SIZE_MIN - 1, MMF_SIZE_MAX + 1, UINT64_MAX};
    for (int i = 0; i < 4; i++) {
        other.size = sizes[i];
        refuse(MMF_INVALID, &other);
    }
    other = options;
    other.max_size = options.size - 1;
    refuse(MMF_INVALID, &other);
    options.max_size = 2 * options.size;
    for (int again = 0; again < 2; again++) { /* attached already, and not */
        mmf_ns *ns = open_it(&options);
        if (again)
            mmf_close(ns);
        other = options;
        other.size = 2 * options.size;
        mmf_ns *same = open_it(&other); /* not given explicitly */
        mmf_close(same);
        other.size_given = true;
        refuse(MMF_EXISTS, &other);
        other = options;
        other.max_size = 0;
        other.max_size_given = true;
        refuse(MMF_EXISTS, &other);
        other = options;
        other.mode = 0644;
        other.mode_given = true;
        refuse(MMF_EXISTS, &other);
        other = options;
        other.size_given = other.max_size_given = other.mode_given = true;
        same = open_it(&other);
        mmf_close(same);
        if (!again)
            mmf_close(ns);
    }
    destroy_and_close(open_it(&options));
}

static void readonly_reads_and_changes_nothing(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    options.readonly = true;
    mmf_ns *reader = open_it(&options);
    options.readonly = false;
    mmf_ns *writer = open_it(&options);
    mmf_ref root = mmf_root(reader), writing = mmf_root(writer);
    mmf_key key = text_key(reader, "answer");
    mmf_value one = int_value(1);
    CHECK(reader != writer && get(&root, "answer") == 42);
    CHECK_STATUS(MMF_READONLY, mmf_dict_set(&root, &key, &one));
    CHECK_STATUS(MMF_READONLY, mmf_dict_remove(&root, &key, NULL));
    CHECK_STATUS(MMF_READONLY, mmf_dict_clear(&root));
    CHECK_STATUS(MMF_READONLY, mmf_lock(reader, 0, true));
    set(&writing, "answer", int_value(43));
    CHECK(get(&root, "answer") == 43);
    verify_clean(reader);
    CHECK(stats_of(writer).participants == 1);
    mmf_close(reader);
    destroy_and_close(writer);
    options.readonly = true;
    refuse(MMF_NOT_FOUND, &options);
}

static void a_file_that_grows_while_it_is_opened_is_sound(void)
{
    static char large[3 << 20];
    const char *path = make_file();
    mmf_options options = options_for(path);
    mmf_ns *ns = open_it(&options);
    mmf_ref root = mmf_root(ns);
    mmf_segment s;
    mmf_off root_off;
    mmf_error error = {0};
    CHECK_OK(mmf_segment_map(&s, open(path, O_RDONLY), true, UINT64_C(1) << 30, 1 << 20));
    set(&root, "large", text_value(memset(large, 'x', sizeof large), sizeof large)); /* between mapping and checking */
    CHECK_OK(mmf_check_content(&s, &root_off, &error));
    mmf_segment_unmap(&s);
    destroy_and_close(ns);
}

static void destroy_leaves_the_attached_their_data(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    mmf_ns *old = open_it(&options);
    mmf_identity before, after;
    CHECK_OK(mmf_destroy(old, path));
    CHECK_STATUS(MMF_NOT_FOUND, mmf_destroy(old, path));
    mmf_ns *fresh = open_it(&options);
    mmf_ref old_root = mmf_root(old), root = mmf_root(fresh);
    mmf_identify(old, &before);
    mmf_identify(fresh, &after);
    CHECK(old != fresh && memcmp(before.uuid, after.uuid, 16) != 0);
    CHECK(get(&old_root, "answer") == 42 && get(&root, "answer") == -1);
    CHECK_STATUS(MMF_NOT_FOUND, mmf_destroy(old, path)); /* the name is another's now */
    set(&old_root, "answer", int_value(1));
    mmf_close(old);
    destroy_and_close(fresh);
}

int main(void)
{
    alarm(100);
    RUN(what_was_stored_is_there_again);
    RUN(a_file_cut_off_anywhere_is_refused);
    RUN(a_superblock_that_does_not_fit_is_refused);
    RUN(other_files_are_refused);
    RUN(options_that_contradict_are_refused);
    RUN(readonly_reads_and_changes_nothing);
    RUN(a_file_that_grows_while_it_is_opened_is_sound);
    RUN(destroy_leaves_the_attached_their_data);
    return check_done();
}
