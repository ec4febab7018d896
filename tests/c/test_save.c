/* test_save.c -- saving and loading: of one instant, whole, and refused when anything of it was changed. */
#include "files.h"

#include <sys/stat.h>

#include "process.h"
#include "saved.h"
#include "use.h"

static char saved_path[600], new_path[600];

static void choose_paths(void)
{
    snprintf(saved_path, sizeof saved_path, "%s", fresh_path());
    snprintf(new_path, sizeof new_path, "%s", fresh_path());
}

static mmf_status save_now(mmf_ns *ns)
{
    mmf_save *save;
    mmf_status status = mmf_save_begin(ns, saved_path, &save);
    if (status != MMF_OK)
        return status;
    status = mmf_save_copy(save);
    if (status == MMF_OK && (status = mmf_share(ns, 1000)) == MMF_OK) {
        status = mmf_save_settle(save);
        CHECK_OK(mmf_unshare(ns));
    }
    if (status == MMF_OK)
        status = mmf_save_finish(save, "name");
    mmf_save_end(save);
    return status;
}

static mmf_status load_now(void)
{
    mmf_error error;
    mmf_load_options options = {.from = saved_path, .path = new_path};
    unlink(new_path);
    mmf_status status = mmf_load_saved(&options, &error);
    CHECK(status == MMF_OK || error.what[0]);
    CHECK(status == MMF_OK || access(new_path, F_OK) != 0);
    return status;
}

static mmf_ns *loaded(void)
{
    CHECK_OK(load_now());
    mmf_options options = options_for(new_path);
    options.create = false;
    mmf_ns *ns = open_it(&options);
    verify_clean(ns);
    return ns;
}

static void remove_files(void)
{
    unlink(saved_path);
    unlink(new_path);
}

static void what_changed_since_the_copy_is_in_it(void)
{
    choose_paths();
    mmf_ns *ns = open_fresh(), *copy;
    mmf_ref root = mmf_root(ns);
    mmf_save *save;
    char name[MMF_SAVED_NAME_ROOM];
    mmf_error error;
    furnish(ns);
    CHECK_OK(mmf_save_begin(ns, saved_path, &save));
    CHECK_OK(mmf_save_copy(save));
    write_all(ns);
    furnish(ns);
    set(&root, "late", int_value(1));
    CHECK_STATUS(MMF_NOT_HELD, mmf_save_settle(save));
    CHECK_OK(mmf_lock(ns, 0, true));
    set(&root, "last", int_value(2));
    CHECK_OK(mmf_save_settle(save));
    CHECK_OK(mmf_unlock(ns, true));
    set(&root, "last", int_value(3));
    CHECK_OK(mmf_save_finish(save, "its name"));
    mmf_save_end(save);
    CHECK_OK(mmf_saved_name(saved_path, false, name, &error));
    CHECK(!strcmp(name, "its name"));
    copy = loaded();
    mmf_ref there = mmf_root(copy);
    CHECK(get(&there, "late") == 1 && get(&there, "last") == 2 && get(&root, "last") == 3);
    CHECK(length_of(&there) == length_of(&root));
    mmf_close(copy);
    mmf_close(ns);
    remove_files();
}

static void a_transaction_is_not_saved(void)
{
    choose_paths();
    mmf_ns *ns = open_fresh();
    mmf_save *save;
    CHECK_OK(mmf_save_begin(ns, saved_path, &save));
    CHECK_OK(mmf_lock(ns, 0, true));
    CHECK_OK(mmf_txn_begin(ns));
    CHECK_STATUS(MMF_INVALID, mmf_save_settle(save));
    mmf_save *other;
    CHECK_STATUS(MMF_INVALID, mmf_save_begin(ns, saved_path, &other));
    CHECK_OK(mmf_txn_rollback(ns));
    CHECK_OK(mmf_save_settle(save));
    CHECK_OK(mmf_unlock(ns, true));
    mmf_save_end(save);
    CHECK(access(saved_path, F_OK) != 0);
    mmf_close(ns);
}

static void read_only_it_is_saved_between_two_changes(void)
{
    choose_paths();
    mmf_options options = options_for(fresh_path());
    mmf_ns *ns = open_it(&options);
    options.readonly = true;
    mmf_ns *reader = open_it(&options);
    mmf_ref root = mmf_root(ns);
    mmf_save *save;
    set(&root, "n", int_value(1));
    CHECK_OK(mmf_save_begin(reader, saved_path, &save));
    CHECK_OK(mmf_lock(ns, 0, true));
    CHECK_STATUS(MMF_BUSY, mmf_save_settle(save));
    CHECK_OK(mmf_unlock(ns, true));
    set(&root, "n", int_value(2));
    CHECK_OK(mmf_save_settle(save));
    CHECK_OK(mmf_save_finish(save, ""));
    mmf_save_end(save);
    mmf_ns *copy = loaded();
    mmf_ref there = mmf_root(copy);
    CHECK(get(&there, "n") == 2);
    mmf_close(copy);
    mmf_close(reader);
    mmf_close(ns);
    remove_files();
}

typedef struct stop {
    const char *path;
    int step;
    bool shares;
} stop;

/* Save, and stand still before step `step` of it. */
static void save_up_to(child *me, void *context)
{
    stop *s = context;
    mmf_options options = options_for(s->path);
    mmf_ns *ns = open_it(&options);
    mmf_save *save = NULL;
    for (int step = 0;; step++) {
        if (step == s->step) {
            say(me, 'h');
            hear(me);
        }
        if (step == 0)
            CHECK_OK(mmf_save_begin(ns, saved_path, &save));
        else if (step == 1 || step == 2)
            CHECK_OK(mmf_save_copy(save));
        else if (step == 3)
            CHECK_OK(s->shares ? mmf_share(ns, 1000) : mmf_lock(ns, 1000, false));
        else if (step == 4)
            CHECK_OK(mmf_save_settle(save));
        else if (step == 5)
            CHECK_OK(s->shares ? mmf_unshare(ns) : mmf_unlock(ns, false));
        else
            CHECK_OK(mmf_save_finish(save, ""));
    }
}

static void death_at_any_step_leaves_the_old_file(void)
{
    choose_paths();
    const char *path = make_file();
    mmf_options options = options_for(path);
    mmf_ns *ns = open_it(&options);
    mmf_ref root = mmf_root(ns);
    CHECK_OK(save_now(ns));
    set(&root, "answer", int_value(43));
    for (int i = 0; i < 16; i++) {
        int step = i % 8;
        stop s = {path, step, i >= 8};
        child saver = child_start(save_up_to, &s);
        CHECK(hear(&saver) == 'h');
        child_kill(&saver);
        mmf_ns *copy = loaded();
        mmf_ref there = mmf_root(copy);
        CHECK(get(&there, "answer") == (i >= 7 ? 43 : 42));
        mmf_close(copy);
        while (mmf_lock(ns, 1000, true) != MMF_OK)
            ;
        CHECK(mmf_take_recovered(ns) == (!s.shares && (step == 4 || step == 5)));
        CHECK_OK(mmf_unlock(ns, true));
        verify_clean(ns);
    }
    CHECK_OK(save_now(ns));
    mmf_close(ns);
    unlink(path);
    remove_files();
}

static void cut_short_while_in_use(void)
{
    choose_paths();
    const char *path = make_file();
    mmf_options options = options_for(path);
    mmf_ns *ns = open_it(&options);
    struct stat st;
    CHECK(stat(path, &st) == 0 && truncate(path, st.st_size - 5000) == 0);
    CHECK_STATUS(MMF_CUT, save_now(ns));
    CHECK(truncate(path, st.st_size) == 0 && access(saved_path, F_OK) != 0);
    mmf_close(ns);
    unlink(path);
}

/* ---- what was changed after it was saved ---- */

static struct mmf_saved_head head_of(int fd)
{
    struct mmf_saved_head head;
    CHECK(pread(fd, &head, sizeof head, 0) == sizeof head);
    return head;
}

static void a_changed_bit_in_any_word_is_found(void)
{
    choose_paths();
    mmf_ns *ns = open_sized(fresh_path(), MMF_SIZE_MIN, 0);
    furnish(ns);
    CHECK_OK(save_now(ns));
    mmf_close(ns);
    int fd = open(saved_path, O_RDWR);
    struct stat st;
    CHECK(fd >= 0 && fstat(fd, &st) == 0);
    for (off_t at = 0; at < st.st_size; at += 8) {
        uint64_t word, bit = UINT64_C(1) << (at / 8 * 7 + at / 4096) % 64, flipped;
        CHECK(pread(fd, &word, 8, at) == 8);
        flipped = word ^ bit;
        CHECK(pwrite(fd, &flipped, 8, at) == 8);
        CHECK_STATUS(MMF_CORRUPT, load_now());
        CHECK(pwrite(fd, &word, 8, at) == 8);
    }
    mmf_close(loaded());
    for (off_t length = st.st_size; length-- > 0; length -= length % 4096) {
        CHECK(ftruncate(fd, length) == 0);
        CHECK_STATUS(MMF_CORRUPT, load_now());
    }
    close(fd);
    remove_files();
}

static void use_what_was_loaded(void *context)
{
    (void)context;
    mmf_options options = options_for(new_path);
    mmf_error error = {0};
    mmf_ns *ns;
    if (mmf_open(&options, &ns, &error) != MMF_OK)
        return;
    look(ns);
    read_all(ns);
    write_all(ns);
    mmf_close(ns);
}

/* Whoever can write the file can also make the checksums fit. */
static void a_lie_with_right_checksums_does_no_harm(void)
{
    choose_paths();
    mmf_ns *ns = open_sized(fresh_path(), MMF_SIZE_MIN, 0);
    furnish(ns);
    CHECK_OK(save_now(ns));
    mmf_close(ns);
    int fd = open(saved_path, O_RDWR);
    struct mmf_saved_head right = head_of(fd);
    static uint64_t page[512];
    srandom(7);
    for (int round = 0; round < 600; round++) {
        struct mmf_saved_head head = right;
        off_t at =
            round < 500 ? 4096 + (round < 200 ? random() % 1536 : random() % (long)(right.image_bytes / 8)) * 8 : 0;
        uint64_t was = 0, lie = round % 3 == 0 ? UINT64_MAX : (uint64_t)random() << random() % 40;
        if (at) {
            CHECK(pread(fd, &was, 8, at) == 8 && pwrite(fd, &lie, 8, at) == 8);
            head.checksum = MMF_SAVED_CHECKSUM_START;
            for (uint64_t i = 0; i < mmf_saved_pages(&head); i++) {
                CHECK(pread(fd, page, 4096, (off_t)(4096 + i * 4096)) == 4096);
                head.checksum = mmf_mix(head.checksum, mmf_fingerprint(page));
            }
        } else {
            ((uint64_t *)&head)[random() % 7] = lie;
        }
        mmf_saved_seal(&head);
        CHECK(pwrite(fd, &head, sizeof head, 0) == sizeof head);
        if (load_now() == MMF_OK)
            CHECK(survives(use_what_was_loaded, NULL));
        CHECK(pwrite(fd, &right, sizeof right, 0) == sizeof right && (!at || pwrite(fd, &was, 8, at) == 8));
    }
    mmf_close(loaded());
    close(fd);
    remove_files();
}

int main(void)
{
    alarm(300);
    RUN(what_changed_since_the_copy_is_in_it);
    RUN(a_transaction_is_not_saved);
    RUN(read_only_it_is_saved_between_two_changes);
    RUN(death_at_any_step_leaves_the_old_file);
    RUN(cut_short_while_in_use);
    RUN(a_changed_bit_in_any_word_is_found);
    RUN(a_lie_with_right_checksums_does_no_harm);
    return check_done();
}
