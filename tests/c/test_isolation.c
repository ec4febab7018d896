/* test_isolation.c -- what other processes see of a lock and of a transaction: nothing, until its end. */
#include "process.h"
#include "values.h"

static void look(child *me, void *context)
{
    mmf_ns *ns = context;
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, "a");
    mmf_out out;
    mmf_buffer buffer;
    uint64_t count, stamp;
    mmf_value value = int_value(9);
    mmf_out_init(&out);
    mmf_buffer_init(&buffer);
    while (hear(me) == '?') { /* is everything refused? */
        bool refused = mmf_dict_get(&root, &key, &out) == MMF_BUSY && mmf_dict_len(&root, &count) == MMF_BUSY &&
                       mmf_export(&root, &buffer, NULL) == MMF_BUSY && mmf_stamp(ns, &stamp) == MMF_BUSY &&
                       mmf_dict_set(&root, &key, &value) == MMF_BUSY && mmf_lock(ns, 0, false) == MMF_BUSY;
        say(me, refused ? 'y' : 'n');
    }
    mmf_buffer_clear(&buffer);
    say(me, get(&root, "a") == 2 ? 'y' : 'n'); /* waits for the end */
}

static void nobody_else_reads_in_between(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    set(&root, "a", int_value(1));
    child other = child_start(look, ns);
    CHECK_OK(mmf_lock(ns, 5000, true));
    say(&other, '?');
    CHECK(hear(&other) == 'y'); /* ns.lock() alone does that */
    CHECK_OK(mmf_txn_begin(ns));
    set(&root, "a", int_value(2));
    say(&other, '?');
    CHECK(hear(&other) == 'y');
    CHECK_OK(mmf_txn_begin(ns));
    set(&root, "a", int_value(3));
    CHECK_OK(mmf_txn_rollback(ns));
    say(&other, '?');
    CHECK(hear(&other) == 'y');
    say(&other, '.');
    CHECK_OK(mmf_txn_commit(ns));
    CHECK_OK(mmf_unlock(ns, true));
    CHECK(hear(&other) == 'y');
    child_done(&other);
    destroy_and_close(ns);
}

int main(void)
{
    alarm(100);
    RUN(nobody_else_reads_in_between);
    return check_done();
}
