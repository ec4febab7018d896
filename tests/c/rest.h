/* rest.h -- what is done to a namespace seldom: bulk changes, moves, watches, saving, compacting. For files that may
 * lie: each is called once, and whatever it answers is good, MMF_BUSY too. */
#ifndef REST_H
#define REST_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* as process.h and files.h want it */
#endif
#include "check.h"

static inline void answered(mmf_status status) { CHECK(status <= MMF_OS); }

static inline void watch_once(const mmf_ref *ref, const mmf_key *key)
{
    mmf_watch watch = {0};
    bool changed;
    mmf_status status = mmf_watch_arm(ref, key, &watch, &changed);
    answered(status);
    if (status == MMF_OK && !mmf_watch_moved(ref, &watch))
        answered(mmf_watch_sleep(ref, &watch, 0));
}

static inline void save_once(mmf_ns *ns)
{
    char path[512];
    const char *folder = getenv("TEST_FOLDER");
    snprintf(path, sizeof path, "%s/saved-%d", folder ? folder : ".", (int)getpid());
    mmf_save *save;
    mmf_status status = mmf_save_begin(ns, path, &save);
    answered(status);
    if (status != MMF_OK)
        return;
    status = mmf_save_copy(save);
    answered(status);
    if (status == MMF_OK && (status = mmf_share(ns, 0)) == MMF_OK) {
        status = mmf_save_settle(save);
        answered(mmf_unshare(ns));
    }
    answered(status);
    if (status == MMF_OK && (status = mmf_save_finish(save, "saved")) == MMF_OK) {
        char name[MMF_SAVED_NAME_ROOM];
        mmf_error error;
        CHECK(mmf_saved_name(path, false, name, &error) == MMF_OK);
    }
    answered(status);
    mmf_save_end(save);
    unlink(path);
}

static inline void compact_once(mmf_ns *ns)
{
    mmf_compact *compact;
    bool more = true;
    mmf_status status = mmf_compact_begin(ns, 0, &compact);
    answered(status);
    if (status != MMF_OK)
        return;
    status = mmf_compact_mark(compact);
    answered(status);
    if (status == MMF_OK)
        answered(status = mmf_compact_wait(compact, 0));
    while (status == MMF_OK && more)
        answered(status = mmf_compact_punch(compact, &more));
    mmf_compact_end(compact);
}

static inline void read_rest(const mmf_ref *dict)
{
    mmf_ns *ns = dict->ns;
    mmf_key keys[] = {int_key(ns, 1), text_key(ns, "list"), text_key(ns, "a key that does not fit into a cell")};
    mmf_buffer values;
    mmf_buffer_init(&values);
    answered(mmf_dict_get_many(dict, keys, 3, &values));
    mmf_buffer_clear(&values);
    answered(mmf_dict_contains(dict, &keys[2]));
    watch_once(dict, NULL);
    watch_once(dict, &keys[1]);
}

static inline void change_rest(const mmf_ref *dict)
{
    mmf_ns *ns = dict->ns;
    mmf_value text = text_value("one more text that does not fit into a cell", 43), number = int_value(1);
    mmf_item items[] = {{int_key(ns, 1), number}, {int_key(ns, 300), text}, {text_key(ns, "inner"), number}};
    mmf_key inner = text_key(ns, "inner");
    mmf_out now;
    bool done;
    mmf_out_init(&now);
    answered(mmf_dict_update(dict, items, 3));
    answered(mmf_dict_setdefault(dict, &inner, &text, &now, &done));
    answered(mmf_dict_compare_exchange(dict, &inner, &number, &text, &done));
    mmf_value pair[] = {text, number}, list = {mmf_cell_plain(MMF_TAG_LIST, 2), pair};
    answered(mmf_dict_set(dict, &inner, &list));
    if (mmf_dict_get(dict, &inner, &now) == MMF_OK && mmf_cell_tag(now.cell) == MMF_TAG_LIST) {
        mmf_ref ref = mmf_out_ref(&now, ns), found;
        answered(mmf_list_assign(&ref, 1, -1, pair, 2, MMF_ANY_STAMP));
        answered(mmf_ref_find(ns, ref.off, ref.serial, MMF_TAG_LIST, &found));
        answered(mmf_move_to_index(&ref, &ref, 0)); /* into itself */
        answered(mmf_move_to_key(&ref, dict, &items[1].key));
        watch_once(&ref, NULL);
    }
    mmf_out_clear(&now);
    save_once(ns);
    compact_once(ns);
    answered(mmf_dict_replace(dict, items, 3, MMF_ANY_STAMP));
}

#endif
