/* test_big.c -- values of every size, and big ones that are filled without the lock. */
#include "process.h"
#include "reserve.h"
#include "values.h"

static const size_t sizes[] = {0,         1,         6,       7,   8,   14,   15,   16,   255,
                               256,       257,       991,     992, 993, 4064, 4080, 4096, (256 << 10) - 1,
                               256 << 10, 300 << 10, 40 << 20};
#define SIZES (sizeof sizes / sizeof sizes[0])

static char *bytes; /* as many as the largest needs */

static void fill(size_t length, unsigned seed)
{
    for (size_t i = 0; i < length; i++)
        bytes[i] = (char)((i * 2654435761u >> 16 ^ seed) & 0x7f);
}

static mmf_value bytes_value(size_t length)
{
    if (length <= MMF_INLINE_BYTES)
        return (mmf_value){mmf_cell_inline(MMF_TAG_BYTES7, bytes, length), NULL};
    return (mmf_value){mmf_cell_long(MMF_TAG_BYTES, 0, length), bytes};
}

static bool is_filled(const mmf_out *out, size_t length)
{
    const unsigned char *inline_bytes;
    mmf_cell_inline_bytes(&out->cell, &inline_bytes);
    if (length <= MMF_INLINE_BYTES)
        return mmf_cell_inline_length(out->cell) == (int)length && !memcmp(inline_bytes, bytes, length) && !out->data;
    return mmf_cell_tag(out->cell) == MMF_TAG_BYTES && out->cell.w1 == length && !memcmp(out->data, bytes, length);
}

static void every_size_comes_back(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_out out;
    mmf_out_init(&out);
    set(&root, "l", list_value(NULL, 0));
    set(&root, "empty", bytes_value(0));
    mmf_ref list = get_container(&root, "l");
    mmf_stats empty = stats_of(ns);
    for (size_t i = 0; i < SIZES; i++) {
        fill(sizes[i], (unsigned)i);
        mmf_value value = bytes_value(sizes[i]);
        set(&root, "v", value);
        CHECK_OK(mmf_list_append(&list, &value));
        CHECK_OK(mmf_list_set(&list, -1, &value));
        mmf_key v = text_key(ns, "v"), as_key = make_key(ns, value);
        CHECK_OK(mmf_dict_get(&root, &v, &out));
        CHECK(is_filled(&out, sizes[i]));
        CHECK_OK(mmf_list_get(&list, (int64_t)i, &out));
        CHECK(is_filled(&out, sizes[i]));
        mmf_key key_of_empty = text_key(ns, "empty"); /* and nothing of it stays in `out` */
        CHECK_OK(mmf_list_get(&list, 0, &out));
        CHECK(is_filled(&out, 0));
        CHECK_OK(mmf_dict_get(&root, &v, &out));
        CHECK_OK(mmf_dict_get(&root, &key_of_empty, &out));
        CHECK(is_filled(&out, 0));
        if (sizes[i] < 10000) {
            mmf_value one = int_value(1);
            CHECK_OK(mmf_dict_set(&root, &as_key, &one));
            CHECK_OK(mmf_dict_contains(&root, &as_key));
            CHECK_OK(mmf_dict_remove(&root, &as_key, NULL));
        }
        verify_clean(ns);
    }
    mmf_out_clear(&out);
    remove_key(&root, "v");
    CHECK_OK(mmf_list_splice(&list, 0, SIZES, NULL, 0));
    mmf_stats now = stats_of(ns);
    CHECK(used_bytes(&now) <= used_bytes(&empty) + 16 * 4096);
    CHECK(now.file_bytes < UINT64_C(256) << 20);
    destroy_and_close(ns);
}

static void a_value_that_does_not_fit_leaves_all_intact(void)
{
    mmf_ns *ns = open_sized(fresh_path(), MMF_SIZE_MIN, 1 << 20);
    mmf_ref root = mmf_root(ns);
    fill(40 << 20, 1);
    set(&root, "l", list_value(NULL, 0));
    set(&root, "v", bytes_value(5000));
    mmf_ref list = get_container(&root, "l");
    mmf_key v = text_key(ns, "v"), w = text_key(ns, "w");
    mmf_stats before = stats_of(ns);
    size_t too_big[] = {1 << 20, (1 << 20) - 12288, 40 << 20};
    for (int i = 0; i < 3; i++) {
        for (int held = 0; held < 2; held++) { /* with the lock nothing is reserved */
            mmf_value value = bytes_value(too_big[i]);
            if (held)
                CHECK_OK(mmf_lock(ns, 0, true));
            CHECK_STATUS(MMF_FULL, mmf_dict_set(&root, &v, &value));
            CHECK_STATUS(MMF_FULL, mmf_dict_set(&root, &w, &value));
            CHECK_STATUS(MMF_FULL, mmf_list_append(&list, &value));
            if (held)
                CHECK_OK(mmf_unlock(ns, true));
            verify_clean(ns);
            mmf_stats now = stats_of(ns);
            CHECK(used_bytes(&now) == used_bytes(&before));
            CHECK(now.root_count == 2 && length_of(&list) == 0 && now.file_bytes <= 1 << 20);
        }
    }
    set(&root, "w", bytes_value(700 << 10)); /* what fits goes in */
    remove_key(&root, "w");
    set(&root, "w", bytes_value(700 << 10));
    mmf_out out;
    mmf_out_init(&out);
    CHECK_OK(mmf_dict_get(&root, &v, &out));
    CHECK(is_filled(&out, 5000));
    mmf_out_clear(&out);
    destroy_and_close(ns);
}

/* ---- reservations ---- */

static void hold_when_told(child *me, void *context)
{
    mmf_ns *ns = context;
    while (hear(me) == 'l') {
        CHECK_OK(mmf_lock(ns, 5000, true));
        say(me, 'y');
        CHECK(hear(me) == 'u');
        CHECK_OK(mmf_unlock(ns, true));
        say(me, 'y');
    }
}

static void tell(child *other, char word)
{
    say(other, word);
    CHECK(hear(other) == 'y');
}

static void a_reservation_that_is_not_used_is_given_back(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_reserved reserved;
    child other = child_start(hold_when_told, ns);
    fill(300 << 10, 2);
    mmf_value value = bytes_value(300 << 10);
    CHECK_OK(mmf_reserve(ns, &value, &reserved)); /* grow the file once */
    mmf_reserve_cancel(ns, &reserved);
    set(&root, "x", int_value(1));
    mmf_stats before = stats_of(ns), now;
    for (int i = 0; i < 2 * MMF_RESERVED_BLOCKS; i++) { /* more often than there is room in the slot */
        CHECK_OK(mmf_reserve(ns, &value, &reserved));
        CHECK(reserved.word);
        verify_clean(ns);
        tell(&other, 'l');
        mmf_key key = text_key(ns, "v");
        CHECK_STATUS(MMF_BUSY, mmf_dict_set(&root, &key, &value));
        mmf_reserve_cancel(ns, &reserved); /* while another holds the lock */
        tell(&other, 'u');
        set(&root, "x", int_value(i));
        now = stats_of(ns);
        CHECK(used_bytes(&now) == used_bytes(&before));
    }
    child_done(&other);
    destroy_and_close(ns);
}

static void reserve_and_wait(child *me, void *context)
{
    mmf_ns *ns = context;
    mmf_reserved reserved;
    for (int i = 0; i <= MMF_RESERVED_BLOCKS; i++) { /* the last finds no place, and is done without */
        mmf_value value = bytes_value(300 << 10);
        CHECK_OK(WAITING(ns, mmf_reserve(ns, &value, &reserved)));
        CHECK(!reserved.word == (i == MMF_RESERVED_BLOCKS));
    }
    say(me, 'r');
    hear(me); /* killed here */
}

static void what_a_dead_process_had_reserved_is_freed(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    set(&root, "x", int_value(1));
    mmf_stats before = stats_of(ns);
    for (int i = 0; i < 3; i++) {
        child owner = child_start(reserve_and_wait, ns);
        CHECK(hear(&owner) == 'r');
        verify_clean(ns);
        child_kill(&owner);
        child next = child_start(hold_when_told, ns); /* a new process looks for slots of the dead */
        tell(&next, 'l');
        tell(&next, 'u');
        child_done(&next);
        verify_clean(ns);
        mmf_stats now = stats_of(ns);
        CHECK(used_bytes(&now) == used_bytes(&before));
        CHECK(now.file_bytes < 16 << 20);
    }
    destroy_and_close(ns);
}

/* Dies in the change by which a reserved block becomes the tree's. */
static void die_publishing(child *me, void *context)
{
    mmf_ns *ns = context;
    mmf_reserved reserved;
    mmf_write w;
    mmf_value value = bytes_value(300 << 10);
    CHECK_OK(WAITING(ns, mmf_reserve(ns, &value, &reserved)));
    CHECK_OK(mmf_write_begin(&w, ns, MMF_OPERATION_SET));
    CHECK_OK(mmf_log_room(&ns->log, 2));
    mmf_put(&ns->log, reserved.word, 0);
    say(me, 'r');
    hear(me); /* killed here */
}

/* Dies having taken the lock over from the dead one, before it has undone anything. */
static void die_recovering(child *me, void *context)
{
    mmf_ns *ns = context;
    uint32_t *lock = &mmf_super_of(ns)->lock;
    CHECK_OK(mmf_slot_claim(ns));
    CHECK(mmf_lock_take_over(lock, mmf_lock_look(lock), mmf_lock_mine(ns)));
    say(me, 'r');
    hear(me); /* killed here */
}

/* P2: the slot of the first one, whose change is still to be undone, is not named by the lock any more. */
static void who_gets_a_slot_does_not_get_what_is_undone_in_it(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    set(&root, "x", int_value(1));
    mmf_stats before = stats_of(ns);
    void (*deaths[])(child *, void *) = {die_publishing, die_recovering};
    for (int i = 0; i < 2; i++) {
        child dying = child_start(deaths[i], ns);
        CHECK(hear(&dying) == 'r');
        child_kill(&dying);
    }
    child next = child_start(hold_when_told, ns);
    tell(&next, 'l');
    tell(&next, 'u');
    mmf_stats now = stats_of(ns);
    CHECK(used_bytes(&now) == used_bytes(&before));
    child_done(&next);
    verify_clean(ns);
    destroy_and_close(ns);
}

int main(void)
{
    alarm(100);
    bytes = malloc(sizes[SIZES - 1]);
    CHECK(bytes);
    RUN(every_size_comes_back);
    RUN(a_value_that_does_not_fit_leaves_all_intact);
    RUN(what_a_dead_process_had_reserved_is_freed);
    RUN(who_gets_a_slot_does_not_get_what_is_undone_in_it);
    RUN(a_reservation_that_is_not_used_is_given_back);
    free(bytes);
    return check_done();
}
