/* use.h -- all that can be done to a namespace whose file may lie, in a process that may not survive it. */
#ifndef USE_H
#define USE_H

#include "process.h"
#include "values.h"

#define SECONDS 60            /* after which a case hangs */
#define TRIES 4               /* at an operation that goes on saying MMF_BUSY */
#define WALK UINT64_C(100000) /* steps after which a walk goes round in circles */

/* Run a case in a process of its own, where it may hang or die. */
static inline bool survives(void (*body)(void *context), void *context)
{
    int status;
    fflush(NULL);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (!pid) {
        alarm(SECONDS);
        body(context);
        _exit(0);
    }
    CHECK(waitpid(pid, &status, 0) == pid);
    if (WIFSIGNALED(status))
        fprintf(stderr, "ended by signal %d\n", WTERMSIG(status));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* What an operation, or the wait for it, answers in the end. */
#define TRIED(ns, call)                                   \
    ({                                                    \
        mmf_status tried_;                                \
        int tries_ = TRIES;                               \
        while ((tried_ = (call)) == MMF_BUSY && --tries_) \
            if ((tried_ = mmf_wait(ns, 1)) != MMF_OK)     \
                break;                                    \
        CHECK(tried_ <= MMF_OS);                          \
        tried_;                                           \
    })

/* What verify says. */
static inline mmf_status look(mmf_ns *ns)
{
    char what[200] = "";
    mmf_status status = TRIED(ns, mmf_verify(ns, what, sizeof what));
    CHECK(status == MMF_CORRUPT || !what[0]);
    return status;
}

static inline void read_dict(const mmf_ref *dict, int depth);

static inline void read_list(const mmf_ref *list, int depth)
{
    mmf_ns *ns = list->ns;
    uint64_t count = 0;
    mmf_buffer buffer;
    mmf_out out;
    mmf_buffer_init(&buffer);
    mmf_out_init(&out);
    (void)TRIED(ns, mmf_list_len(list, &count));
    for (int64_t i = -2; i < 20; i++)
        if (TRIED(ns, mmf_list_get(list, i, &out)) == MMF_OK && mmf_cell_tag(out.cell) == MMF_TAG_DICT && depth) {
            mmf_ref inner = mmf_out_ref(&out, ns);
            read_dict(&inner, depth - 1);
        }
    (void)TRIED(ns, mmf_list_export(list, count, 0, 1, count, &buffer, NULL));
    mmf_buffer_clear(&buffer);
    mmf_out_clear(&out);
}

static inline void read_dict(const mmf_ref *dict, int depth)
{
    mmf_ns *ns = dict->ns;
    uint64_t steps = 0;
    mmf_out key, value;
    mmf_place place;
    mmf_out_init(&key);
    mmf_out_init(&value);
    for (int backwards = 0; backwards < 2; backwards++) {
        mmf_cursor cursor = {0};
        while (TRIED(ns, mmf_dict_next(dict, &cursor, backwards, &key, &value)) == MMF_OK) {
            CHECK(++steps < WALK);
            (void)TRIED(ns, mmf_dict_place(dict, &cursor, &place));
            if (!depth || backwards)
                continue;
            mmf_ref inner = mmf_out_ref(&value, ns);
            if (mmf_cell_tag(value.cell) == MMF_TAG_DICT)
                read_dict(&inner, depth - 1);
            else if (mmf_cell_tag(value.cell) == MMF_TAG_LIST)
                read_list(&inner, depth - 1);
        }
    }
    mmf_out_clear(&key);
    mmf_out_clear(&value);
}

static inline void read_all(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns);
    mmf_stats stats;
    mmf_blocks blocks;
    uint64_t stamp;
    mmf_buffer buffer;
    mmf_buffer_init(&buffer);
    (void)TRIED(ns, mmf_get_stats(ns, &stats));
    (void)TRIED(ns, mmf_get_blocks(ns, &blocks));
    (void)TRIED(ns, mmf_stamp(ns, &stamp));
    (void)TRIED(ns, mmf_export(&root, &buffer, NULL));
    mmf_buffer_clear(&buffer);
    read_dict(&root, 3);
}

static inline void write_list(const mmf_ref *list)
{
    mmf_ns *ns = list->ns;
    mmf_value value = int_value(1);
    uint64_t order[] = {2, 0, 1};
    (void)TRIED(ns, mmf_list_append(list, &value));
    (void)TRIED(ns, mmf_list_appendleft(list, &value));
    (void)TRIED(ns, mmf_list_splice(list, 1, 3, &value, 1));
    (void)TRIED(ns, mmf_list_remove(list, -1, NULL));
    (void)TRIED(ns, mmf_list_permute(list, order, 3, MMF_ANY_STAMP));
}

static inline void write_all(mmf_ns *ns)
{
    static char text[20000];
    mmf_ref root = mmf_root(ns);
    mmf_buffer item;
    mmf_out out;
    mmf_buffer_init(&item);
    mmf_out_init(&out);
    mmf_value long_text = text_value(memset(text, 'y', sizeof text), sizeof text);
    mmf_value small = text_value(text, 100), tree = list_value((mmf_value[]){small, small}, 2);
    mmf_cell result;
    for (int64_t i = 0; i < 12; i++) {
        mmf_key key = int_key(ns, i);
        (void)TRIED(ns, mmf_dict_set(&root, &key, i % 3 == 0 ? &long_text : i % 3 == 1 ? &tree : &small));
    }
    mmf_key list = text_key(ns, "list"), dict = text_key(ns, "dict"), one = int_key(ns, 1);
    if (TRIED(ns, mmf_dict_get(&root, &list, &out)) == MMF_OK && mmf_cell_tag(out.cell) == MMF_TAG_LIST) {
        mmf_ref inner = mmf_out_ref(&out, ns);
        write_list(&inner);
        (void)TRIED(ns, mmf_move_to_key(&inner, &root, &one));
    }
    (void)TRIED(ns, mmf_dict_add(&root, &list, mmf_cell_int(1), &result));
    (void)TRIED(ns, mmf_dict_remove(&root, &dict, NULL));
    (void)TRIED(ns, mmf_dict_popitem(&root, &item));
    mmf_buffer_clear(&item);
    (void)TRIED(ns, mmf_dict_clear(&root));
    (void)TRIED(ns, mmf_dict_set(&root, &one, &small));
    mmf_out_clear(&out);
}

/* A dict of all kinds of things. */
static inline void furnish(mmf_ns *ns)
{
    static char text[30000];
    mmf_ref root = mmf_root(ns);
    mmf_value values[30];
    mmf_item items[30];
    memset(text, 'x', sizeof text);
    for (int i = 0; i < 30; i++) {
        values[i] = i % 2 ? int_value(i) : text_value(text, (size_t)i * 20);
        items[i] = (mmf_item){int_key(ns, i), text_value(text, (size_t)i * 30)};
    }
    set(&root, "list", list_value(values, 30));
    set(&root, "dict", dict_value(items, 30));
    set(&root, "text", text_value(text, sizeof text));
    for (int i = 0; i < 20; i++) {
        mmf_key key = int_key(ns, i * 1000);
        mmf_value pair = list_value((mmf_value[]){dict_value(items, 2), values[4]}, 2);
        CHECK_OK(mmf_dict_set(&root, &key, i % 4 ? &values[i] : &pair));
    }
    remove_key(&root, "text");
}

#endif
