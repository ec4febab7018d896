/* test_tree.c -- containers inside containers: store, copy out, handles, give up. */
#include "process.h"

#include <pthread.h>

#include "bias.h"
#include "values.h"

static mmf_value ref_value(const mmf_ref *ref) { return (mmf_value){mmf_cell_plain(MMF_TAG_REF, 0), ref}; }

static void values_of_all_kinds_come_back(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_value inner[] = {int_value(1), text_value("a text that is longer than a cell", 33), list_value(NULL, 0)};
    mmf_item items[] = {{text_key(ns, "list"), list_value(inner, 3)},
                        {text_key(ns, "a key that is longer than a cell"), {mmf_cell_float(0.5), NULL}},
                        {text_key(ns, "empty"), dict_value(NULL, 0)},
                        {text_key(ns, "none"), {mmf_cell_plain(MMF_TAG_NONE, 0), NULL}}};
    set(&root, "d", dict_value(items, 4));
    mmf_buffer stream;
    mmf_value value;
    mmf_arena *arena = NULL;
    uint64_t seed[4];
    mmf_buffer_init(&stream);
    memcpy(seed, mmf_super(&ns->segment)->fixed.seed, sizeof seed);
    CHECK_OK(mmf_export(&root, &stream, NULL));
    CHECK_OK(mmf_tree_parse(seed, &stream, &value, &arena));
    const mmf_item *outer = value.data;
    CHECK(mmf_cell_tag(value.cell) == MMF_TAG_DICT && value.cell.w1 == 1 && outer->value.cell.w1 == 4);
    set(&root, "copy", outer->value);
    bool equal;
    mmf_key d = text_key(ns, "d"), copy = text_key(ns, "copy");
    mmf_value yes = int_value(1);
    CHECK_OK(mmf_dict_compare_exchange(&root, &copy, &outer->value, &yes, &equal));
    CHECK(equal);
    inner[1].data = "a text that is Longer than a cell";
    mmf_value other = dict_value(items, 4);
    CHECK_OK(mmf_dict_compare_exchange(&root, &d, &other, &yes, &equal));
    CHECK(!equal);
    for (size_t cut = 0; cut < stream.bytes; cut += 16) { /* a stream that ends too early is refused */
        mmf_buffer part = {.data = stream.data, .bytes = cut, .capacity = cut, .stamp = MMF_ANY_STAMP};
        mmf_arena *ground = NULL;
        CHECK_STATUS(MMF_CORRUPT, mmf_tree_parse(seed, &part, &value, &ground));
        mmf_arena_free(ground);
    }
    mmf_arena_free(arena);
    mmf_buffer_clear(&stream);
    destroy_and_close(ns);
}

/* Found it is not, and yet named, by what is as stale as the handle that was pickled. */
static void names_nothing(mmf_ns *ns, uint64_t off, uint64_t serial, uint8_t tag)
{
    mmf_ref ref = {NULL};
    CHECK_STATUS(MMF_STALE, mmf_ref_find(ns, off, serial, tag, &ref));
    CHECK(ref.ns == ns && is_stale(&ref));
}

static void a_handle_is_stale_once_its_container_is_gone(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns), again;
    set(&root, "l", list_value(NULL, 0));
    mmf_ref old = get_container(&root, "l");
    set(&root, "l", list_value(NULL, 0)); /* replaced, probably at the same place */
    mmf_ref now = get_container(&root, "l");
    mmf_value one = int_value(1);
    CHECK(is_stale(&old) && !is_stale(&now) && old.serial != now.serial);
    CHECK_STATUS(MMF_STALE, mmf_list_append(&old, &one));
    CHECK_OK(mmf_list_append(&now, &one));
    CHECK_OK(mmf_ref_find(ns, now.off, now.serial, MMF_TAG_LIST, &again));
    names_nothing(ns, now.off, now.serial, MMF_TAG_DICT);
    names_nothing(ns, old.off, old.serial, MMF_TAG_LIST);
    names_nothing(ns, UINT64_C(1) << 50, 1, MMF_TAG_LIST);
    names_nothing(ns, now.off, 0, MMF_TAG_LIST);
    destroy_and_close(ns);
}

static void an_orphan_lives_as_long_as_its_handles(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_value one = int_value(1);
    mmf_stats stats;
    set(&root, "l", list_value(&one, 1));
    mmf_ref l = get_container(&root, "l");
    CHECK_OK(mmf_handle_retain(&l));
    CHECK_OK(mmf_handle_retain(&l));
    remove_key(&root, "l");
    verify_clean(ns);
    CHECK_OK(mmf_list_append(&l, &one));
    CHECK(length_of(&l) == 2);
    mmf_handle_release(&l);
    CHECK(!is_stale(&l));
    set(&root, "again", ref_value(&l)); /* adopted, not copied */
    mmf_ref adopted = get_container(&root, "again");
    CHECK(adopted.off == l.off && adopted.serial == l.serial);
    set(&root, "copy", ref_value(&l)); /* it has a place: copied */
    mmf_ref copy = get_container(&root, "copy");
    CHECK(copy.serial != l.serial && length_of(&copy) == 2);
    set(&root, "again", ref_value(&l)); /* the place where it is: nothing happens */
    CHECK(!is_stale(&l));
    CHECK_OK(mmf_dict_clear(&root));
    verify_clean(ns);
    CHECK(!is_stale(&l) && is_stale(&copy));
    CHECK_OK(mmf_get_stats(ns, &stats));
    CHECK(stats.containers == 2);
    mmf_handle_release(&l);
    CHECK(is_stale(&l));
    CHECK_OK(mmf_get_stats(ns, &stats));
    CHECK(stats.containers == 1);
    destroy_and_close(ns);
}

static void orphans_are_freed_with_the_attachment(void)
{
    const char *path = fresh_path();
    mmf_ns *ns = open_sized(path, MMF_SIZE_DEFAULT, 0);
    mmf_ref root = mmf_root(ns);
    mmf_stats stats;
    set(&root, "l", list_value(NULL, 0));
    mmf_ref l = get_container(&root, "l");
    CHECK_OK(mmf_handle_retain(&l));
    remove_key(&root, "l");
    mmf_close(ns);
    ns = open_sized(path, MMF_SIZE_DEFAULT, 0);
    CHECK_OK(mmf_get_stats(ns, &stats));
    CHECK(stats.containers == 1);
    destroy_and_close(ns);
}

/* ---- orphans of another process ---- */

static mmf_status set_now(const mmf_ref *dict, const char *name, int64_t number)
{
    mmf_key key = text_key(dict->ns, name);
    mmf_value value = int_value(number);
    return WAITING(dict->ns, mmf_dict_set(dict, &key, &value));
}

/* Whatever is done by this handle on a dict {"n": ...} gives `expected`; what it changes is the same afterwards. */
static void check_all_ways(mmf_status expected, const mmf_ref *dict)
{
    mmf_ns *ns = dict->ns;
    mmf_ref root = mmf_root(ns), found;
    mmf_key n = text_key(ns, "n"), copy = text_key(ns, "copy");
    mmf_value handle = ref_value(dict);
    mmf_out key, value;
    mmf_buffer buffer;
    mmf_cursor cursor = {0};
    mmf_watch watch = {0};
    mmf_cell result;
    uint64_t count;
    uint8_t tag;
    bool changed;
    mmf_out_init(&key);
    mmf_out_init(&value);
    mmf_buffer_init(&buffer);
    CHECK_STATUS(expected, mmf_ref_check(dict, &tag));
    CHECK_STATUS(expected, mmf_ref_find(ns, dict->off, dict->serial, MMF_TAG_DICT, &found));
    CHECK_STATUS(MMF_STALE, mmf_ref_find(ns, dict->off, dict->serial | MMF_SERIAL_ORPHAN, MMF_TAG_DICT, &found));
    CHECK_STATUS(expected, mmf_dict_get(dict, &n, &value));
    CHECK_STATUS(expected, mmf_dict_contains(dict, &n));
    CHECK_STATUS(expected, mmf_dict_len(dict, &count));
    CHECK_STATUS(expected, mmf_dict_next(dict, &cursor, false, &key, &value));
    CHECK_STATUS(expected, mmf_export(dict, &buffer, NULL));
    CHECK_STATUS(expected, mmf_dict_get_many(dict, &n, 1, &buffer));
    CHECK_STATUS(expected, set_now(dict, "n", 1));
    CHECK_STATUS(expected, WAITING(ns, mmf_dict_add(dict, &n, mmf_cell_int(1), &result)));
    CHECK_STATUS(expected, set_now(dict, "new", 1));
    CHECK_STATUS(expected ? expected : MMF_NOT_FOUND, WAITING(ns, mmf_dict_remove(dict, &copy, NULL)));
    CHECK_STATUS(expected, mmf_watch_arm(dict, &n, &watch, &changed));
    mmf_out_clear(&key);
    mmf_out_clear(&value);
    mmf_buffer_clear(&buffer);
    if (expected == MMF_OK)
        return;
    CHECK_STATUS(expected, mmf_dict_set(&root, &copy, &handle));
    CHECK_STATUS(expected, mmf_move_to_key(dict, &root, &copy));
}

typedef struct kept {
    mmf_ref root, dict;
} kept;

/* Retains the handle, then at each word takes the dict out or puts it back, and uses it. */
static void keep(child *me, void *context)
{
    kept *k = context;
    mmf_ns *ns = k->root.ns;
    mmf_value handle = ref_value(&k->dict);
    mmf_key key = text_key(ns, "dict");
    CHECK_OK(mmf_handle_retain(&k->dict));
    for (char word; (word = hear(me)) != 0; say(me, word)) {
        mmf_status status = word == '-'   ? mmf_dict_remove(&k->root, &key, NULL)
                            : word == '+' ? mmf_dict_set(&k->root, &key, &handle)
                                          : mmf_move_to_key(&k->dict, &k->root, &key);
        CHECK_OK(status);
        const int times = MMF_NOTIFY_GRACE + 2 * MMF_BIAS_AFTER; /* each way there is to change a word */
        for (int i = 0; i <= times; i++)
            CHECK_OK(set_now(&k->dict, "n", i));
        CHECK(get(&k->dict, "n") == times && mmf_bias_is_granted(ns));
    }
}

static void tell(child *keeper, char word)
{
    say(keeper, word);
    CHECK(hear(keeper) == word);
}

static void write_in_child(child *me, void *context)
{
    mmf_ref *root = context;
    (void)me;
    CHECK_OK(set_now(root, "x", 1));
}

static void an_orphan_is_good_only_in_the_process_that_keeps_it(void)
{
    mmf_ns *ns = open_fresh();
    kept k = {.root = mmf_root(ns)};
    mmf_item item = {text_key(ns, "n"), int_value(0)};
    set(&k.root, "dict", dict_value(&item, 1));
    k.dict = get_container(&k.root, "dict");
    child keeper = child_start(keep, &k);
    mmf_watch watch = {0};
    bool changed;
    CHECK_OK(mmf_watch_arm(&k.dict, NULL, &watch, &changed));
    for (int i = 0; i < 2; i++) {
        tell(&keeper, '-');
        CHECK(mmf_watch_moved(&k.dict, &watch));
        check_all_ways(MMF_STALE, &k.dict);
        verify_clean(ns);
        tell(&keeper, i ? 'm' : '+');
        check_all_ways(MMF_OK, &k.dict);
        CHECK_OK(mmf_watch_arm(&k.dict, NULL, &watch, &changed));
    }
    tell(&keeper, '-');
    child_kill(&keeper);
    check_all_ways(MMF_STALE, &k.dict);
    CHECK(stats_of(ns).containers == 2);
    child newcomer = child_start(write_in_child, &k.root); /* gives up what the dead one kept */
    child_done(&newcomer);
    CHECK(stats_of(ns).containers == 1 && is_stale(&k.dict));
    destroy_and_close(ns);
}

/* The mark comes and goes under the container's counter, so that no reader takes it for another process's. */
static void readers_see_an_orphan_come_and_go(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_key back = text_key(ns, "back");
    set(&root, "l", list_value(NULL, 0));
    mmf_ref l = get_container(&root, "l");
    const struct mmf_header_shm *h = mmf_ref_header(&l);
    CHECK_OK(mmf_handle_retain(&l));
    for (int i = 0; i < 2; i++) {
        uint64_t seq = mmf_load(&h->seq);
        remove_key(&root, i ? "back" : "l");
        CHECK(mmf_load(&h->seq) == seq + 2 && mmf_load(&h->serial) == (l.serial | MMF_SERIAL_ORPHAN));
        if (i)
            CHECK_OK(mmf_move_to_key(&l, &root, &back));
        else
            set(&root, "back", ref_value(&l));
        CHECK(mmf_load(&h->seq) == seq + 4 && mmf_load(&h->serial) == l.serial);
    }
    mmf_handle_release(&l);
    destroy_and_close(ns);
}

static void verify_knows_marks_that_do_not_fit(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    char what[200];
    set(&root, "l", list_value(NULL, 0));
    mmf_ref l = get_container(&root, "l");
    uint64_t *serial = &mmf_ref_header(&l)->serial;
    CHECK_OK(mmf_handle_retain(&l));
    remove_key(&root, "l");
    CHECK(*serial == (l.serial | MMF_SERIAL_ORPHAN));
    *serial ^= MMF_SERIAL_ORPHAN;
    CHECK_STATUS(MMF_CORRUPT, mmf_verify(ns, what, sizeof what));
    CHECK(!strncmp(what, "X4", 2));
    *serial ^= MMF_SERIAL_ORPHAN;
    uint64_t *of_root = &mmf_ref_header(&root)->serial;
    *of_root ^= MMF_SERIAL_ORPHAN;
    CHECK_STATUS(MMF_CORRUPT, mmf_verify(ns, what, sizeof what));
    CHECK(!strncmp(what, "X4", 2));
    *of_root ^= MMF_SERIAL_ORPHAN;
    mmf_handle_release(&l);
    destroy_and_close(ns);
}

/* Copies what "deep" names to "copy": in a list, below which it is as deep as may be. */
static void *copy_in_thread(void *root)
{
    mmf_ref deep = get_container(root, "deep");
    mmf_value handle = ref_value(&deep);
    set(root, "copy", list_value(&handle, 1));
    return NULL;
}

static void copying_needs_no_stack(void)
{
    enum { DEEP = 1999, SMALL_STACK = 64 << 10 };
    static mmf_value chain[DEEP + 1];
    static mmf_item items[DEEP + 1];
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, "k"), copy = text_key(ns, "copy");
    chain[0] = int_value(1);
    for (int i = 1; i <= DEEP; i++) {
        items[i] = (mmf_item){key, chain[i - 1]};
        chain[i] = i % 3 ? list_value(&chain[i - 1], 1) : dict_value(&items[i], 1);
    }
    set(&root, "deep", chain[DEEP]);
    pthread_attr_t attributes;
    pthread_t thread;
    CHECK(pthread_attr_init(&attributes) == 0 && pthread_attr_setstacksize(&attributes, SMALL_STACK) == 0);
    CHECK(pthread_create(&thread, &attributes, copy_in_thread, &root) == 0 && pthread_join(thread, NULL) == 0);
    pthread_attr_destroy(&attributes);
    mmf_value whole = list_value(&chain[DEEP], 1), yes = int_value(1);
    bool equal;
    CHECK_OK(mmf_dict_compare_exchange(&root, &copy, &whole, &yes, &equal));
    CHECK(equal);
    mmf_ref deep = get_container(&root, "deep");
    mmf_value handle = ref_value(&deep), wrapped = list_value(&handle, 1), twice = list_value(&wrapped, 1);
    CHECK_STATUS(MMF_INVALID, mmf_dict_set(&root, &copy, &twice));
    verify_clean(ns);
    destroy_and_close(ns);
}

static void deep_nesting_needs_no_stack(void)
{
    enum { DEEP = 1500 };
    static mmf_value chain[2002];
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    chain[0] = int_value(1);
    for (int i = 1; i <= 2001; i++)
        chain[i] = list_value(&chain[i - 1], 1);
    set(&root, "deep", chain[DEEP]);
    mmf_buffer stream;
    mmf_buffer_init(&stream);
    CHECK_OK(mmf_export(&root, &stream, NULL));
    CHECK(stream.bytes == 16 * (2 + DEEP + 1));
    mmf_buffer_clear(&stream);
    mmf_key key = text_key(ns, "deeper");
    CHECK_STATUS(MMF_INVALID, mmf_dict_set(&root, &key, &chain[2001]));
    mmf_ref deep = get_container(&root, "deep");
    for (int i = 0; i < 4; i++) { /* deeper by moving: 7,500 levels */
        const char *name = i % 2 ? "odd" : "even";
        set(&root, name, chain[DEEP]);
        mmf_ref top = get_container(&root, name), below = top;
        for (int level = 1; level < DEEP; level++) {
            mmf_out out;
            mmf_out_init(&out);
            CHECK_OK(mmf_list_get(&below, 0, &out));
            below = mmf_out_ref(&out, ns);
        }
        CHECK_OK(mmf_move_to_index(&deep, &below, 0));
        deep = top;
    }
    verify_clean(ns);
    mmf_stats stats;
    CHECK_OK(mmf_get_stats(ns, &stats));
    CHECK(stats.containers == 1 + 5 * DEEP);
    remove_key(&root, "odd");
    CHECK_OK(mmf_get_stats(ns, &stats));
    CHECK(is_stale(&deep) && stats.containers == 1);
    destroy_and_close(ns);
}

static void big_trees_leave_no_bytes(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    static mmf_value leaves[100], branches[100];
    static mmf_item items[300];
    const char *text = "a text that lies outside its cell, as most do in the end";
    mmf_stats before, full, after;
    for (int i = 0; i < 100; i++)
        leaves[i] = i % 2 ? text_value(text, strlen(text)) : int_value(i);
    for (int i = 0; i < 100; i++)
        branches[i] = list_value(leaves, 100);
    for (int i = 0; i < 300; i++)
        items[i] = (mmf_item){int_key(ns, i), i % 30 ? int_value(i) : list_value(branches, 100)};
    set(&root, "t", dict_value(NULL, 0));
    CHECK_OK(mmf_get_stats(ns, &before));
    for (int round = 0; round < 3; round++) {
        set(&root, "t", dict_value(items, 300));
        CHECK_OK(mmf_get_stats(ns, &full));
        CHECK(full.containers == 2 + 10 + 1000);
        verify_clean(ns);
        mmf_ref t = get_container(&root, "t");
        if (round == 0)
            set(&root, "t", dict_value(NULL, 0));
        else if (round == 1)
            CHECK_OK(mmf_dict_clear(&t));
        else
            CHECK_OK(mmf_dict_replace(&t, NULL, 0, MMF_ANY_STAMP));
        CHECK_OK(mmf_get_stats(ns, &after));
        CHECK(after.containers == 2);
        uint64_t more = used_bytes(&after) - used_bytes(&before);
        CHECK((int64_t)more <= 40 * 4096); /* pages of container headers stay: 31 in a page */
        if (round)
            CHECK((int64_t)more <= (int64_t)(1000 / 31 + 8) * 4096);
    }
    destroy_and_close(ns);
}

/* X2: what is given up in a namespace that is full is freed with the log that is there. */
static void a_full_namespace_frees_a_tree(void)
{
    mmf_ns *ns = open_sized(fresh_path(), MMF_SIZE_MIN, 4 << 20);
    mmf_ref root = mmf_root(ns);
    enum { KEYS = 40, TEXTS = 700 };
    static char text[2000], keys[KEYS][1500];
    static mmf_value texts[TEXTS], numbers[TEXTS];
    static mmf_item items[KEYS];
    memset(text, 't', sizeof text);
    for (int i = 0; i < TEXTS; i++) {
        texts[i] = text_value(text, 900 + i % 3 * 550); /* in a page of small blocks, and not */
        numbers[i] = int_value(i);
    }
    for (int i = 0; i < KEYS; i++) {
        memset(keys[i], 'a' + i % 26, sizeof keys[i]);
        mmf_value key = text_value(keys[i], sizeof keys[i] - (size_t)i);
        mmf_value all[] = {texts[i], list_value(texts + i, 20), list_value(numbers, TEXTS)};
        items[i] = (mmf_item){make_key(ns, key), i ? all[i % 3] : list_value(texts, TEXTS)};
    }
    set(&root, "rest", list_value(NULL, 0));
    mmf_ref rest = get_container(&root, "rest");
    set(&root, "tree", dict_value(items, KEYS));
    for (size_t bytes = sizeof text; bytes; bytes /= 2) { /* until nothing of any size has room */
        mmf_value value = text_value(text, bytes);
        mmf_status status;
        do
            status = mmf_list_append(&rest, &value);
        while (status == MMF_OK);
        CHECK_STATUS(MMF_FULL, status);
    }
    mmf_stats before = stats_of(ns);
    remove_key(&root, "tree");
    mmf_stats after = stats_of(ns);
    CHECK(before.containers - after.containers == 1 + 1 + (KEYS - 1) * 2 / 3);
    CHECK(used_bytes(&before) - used_bytes(&after) > TEXTS * 1450);
    verify_clean(ns);
    destroy_and_close(ns);
}

/* Between giving a container up and freeing it, a handle must not see it being taken apart. */
static void a_handle_on_garbage_is_stale(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, "d"), inner = text_key(ns, "a");
    mmf_item item = {inner, int_value(1)};
    mmf_value dict = {{MMF_TAG_DICT, 1}, &item};
    mmf_out out;
    mmf_out_init(&out);
    CHECK_OK(mmf_dict_set(&root, &key, &dict));
    CHECK_OK(mmf_dict_get(&root, &key, &out));
    mmf_ref ref = mmf_out_ref(&out, ns); /* not retained: as another process's handle */
    CHECK_OK(mmf_lock(ns, 0, true));
    CHECK_OK(mmf_dict_contains(&ref, &inner));
    CHECK_OK(mmf_txn_begin(ns));
    CHECK_OK(mmf_dict_remove(&root, &key, NULL));
    CHECK_STATUS(MMF_STALE, mmf_dict_contains(&ref, &inner));
    CHECK_OK(mmf_txn_rollback(ns));
    CHECK_OK(mmf_dict_contains(&ref, &inner));
    CHECK_OK(mmf_txn_begin(ns));
    CHECK_OK(mmf_dict_remove(&root, &key, NULL));
    CHECK_OK(mmf_txn_commit(ns)); /* garbage is freed when the lock is given back */
    CHECK_STATUS(MMF_STALE, mmf_dict_contains(&ref, &inner));
    verify_clean(ns);
    CHECK_OK(mmf_unlock(ns, true));
    CHECK_STATUS(MMF_STALE, mmf_dict_contains(&ref, &inner));
    destroy_and_close(ns);
}

int main(void)
{
    alarm(100);
    RUN(values_of_all_kinds_come_back);
    RUN(a_handle_is_stale_once_its_container_is_gone);
    RUN(an_orphan_lives_as_long_as_its_handles);
    RUN(orphans_are_freed_with_the_attachment);
    RUN(an_orphan_is_good_only_in_the_process_that_keeps_it);
    RUN(readers_see_an_orphan_come_and_go);
    RUN(verify_knows_marks_that_do_not_fit);
    RUN(copying_needs_no_stack);
    RUN(deep_nesting_needs_no_stack);
    RUN(big_trees_leave_no_bytes);
    RUN(a_full_namespace_frees_a_tree);
    RUN(a_handle_on_garbage_is_stale);
    return check_done();
}
