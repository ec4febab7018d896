/* test_reboot.c -- a file that was in use when the machine went down. */
#include "files.h"
#include "layout.h"
#include "process.h"

static void lock_and_wait(child *me, void *context)
{
    mmf_options options = options_for(context);
    mmf_ns *ns = open_it(&options);
    mmf_ref root = mmf_root(ns);
    CHECK_OK(mmf_lock(ns, 1000, true));
    CHECK_OK(mmf_txn_begin(ns));
    set(&root, "answer", int_value(0));
    say(me, 'h');
    hear(me);
}

static void an_unclean_reboot_is_told(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    uint64_t other_boot[2] = {1, 2}, unclean = 0;
    put_bytes(path, offsetof(struct mmf_super_shm, boot_id), other_boot, 16);
    mmf_close(open_it(&options)); /* it was closed by its last process, with all of it on the device */
    child owner = child_start(lock_and_wait, (void *)path);
    CHECK(hear(&owner) == 'h');
    child_kill(&owner);
    put_bytes(path, offsetof(struct mmf_super_shm, boot_id), other_boot, 16);
    put_bytes(path, offsetof(struct mmf_super_shm, clean), &unclean, 8);
    refuse(MMF_REBOOTED, &options);
    options.readonly = true;
    refuse(MMF_REBOOTED, &options);
    options.readonly = false;
    options.accept_reboot = true;
    mmf_ns *ns = open_it(&options); /* the owner died with the machine: recovered first, then verified */
    mmf_ref root = mmf_root(ns);
    CHECK(get(&root, "answer") == 42);
    mmf_close(ns);
    options.accept_reboot = false;
    mmf_close(open_it(&options)); /* accepted once is enough */
    uint64_t broken = 0;
    put_bytes(path, offsetof(struct mmf_super_shm, boot_id), other_boot, 16);
    put_bytes(path, offsetof(struct mmf_super_shm, clean), &unclean, 8);
    put_bytes(path, offsetof(struct mmf_super_shm, free_bytes), &broken, 8);
    options.accept_reboot = true;
    refuse(MMF_CORRUPT, &options);
    unlink(path);
}

static void an_unknown_boot_is_none(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    uint64_t nothing[2] = {0, 0}, unclean = 0;
    put_bytes(path, offsetof(struct mmf_super_shm, boot_id), nothing, 16);
    put_bytes(path, offsetof(struct mmf_super_shm, clean), &unclean, 8);
    mmf_close(open_it(&options));
    unlink(path);
}

static void write_and_wait(child *me, void *context)
{
    mmf_options options = options_for(context);
    mmf_ref root = mmf_root(open_it(&options));
    set(&root, "answer", int_value(43));
    say(me, 'w');
    hear(me);
}

/* Who was killed, or ended without closing, is not attached any more. */
static void the_dead_do_not_keep_a_file_in_use(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    mmf_ns *ns = open_it(&options);
    child other = child_start(write_and_wait, (void *)path);
    CHECK(hear(&other) == 'w');
    child_kill(&other);
    mmf_close(ns);
    uint64_t other_boot[2] = {1, 2};
    put_bytes(path, offsetof(struct mmf_super_shm, boot_id), other_boot, 16);
    ns = open_it(&options);
    mmf_ref root = mmf_root(ns);
    CHECK(get(&root, "answer") == 43);
    mmf_close(ns);
    unlink(path);
}

static void the_living_keep_it_in_use(void)
{
    const char *path = make_file();
    mmf_options options = options_for(path);
    mmf_ns *ns = open_it(&options);
    child other = child_start(write_and_wait, (void *)path);
    CHECK(hear(&other) == 'w');
    mmf_close(ns);
    child_kill(&other);
    uint64_t other_boot[2] = {1, 2};
    put_bytes(path, offsetof(struct mmf_super_shm, boot_id), other_boot, 16);
    refuse(MMF_REBOOTED, &options);
    unlink(path);
}

int main(void)
{
    alarm(100);
    RUN(an_unclean_reboot_is_told);
    RUN(an_unknown_boot_is_none);
    RUN(the_dead_do_not_keep_a_file_in_use);
    RUN(the_living_keep_it_in_use);
    return check_done();
}
