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

int main(void)
{
    alarm(100);
    RUN(an_unclean_reboot_is_told);
    return check_done();
}
