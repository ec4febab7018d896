/* fuzz.c -- see fuzz.h. */
#define _GNU_SOURCE
#include "fuzz.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "rest.h"

#define WAITS 5          /* times that a busy operation is tried again */
#define ITEMS_MAX 3000   /* looked at in one file: a hostile one can hold very many */
#define DEPTH_LOOKED 6

/* The core's random numbers, so that each run has the same seed and the same uuid (see the linker's --wrap). */
mmf_status __wrap_os_random(void *bytes, size_t count)
{
    static uint64_t state = 1;
    unsigned char *b = bytes;
    for (size_t i = 0; i < count; i++)
        b[i] = (unsigned char)next_random(&state);
    return MMF_OK;
}

const char *fuzz_path(void)
{
    static char path[512];
    const char *folder = getenv("TEST_FOLDER");
    if (!path[0])
        snprintf(path, sizeof path, "%s/fuzz-%d", folder ? folder : ".", (int)getpid());
    return path;
}

void fuzz_write_file(const void *bytes, size_t count)
{
    unlink(fuzz_path());
    int fd = open(fuzz_path(), O_WRONLY | O_CREAT | O_EXCL, 0600);
    CHECK(fd >= 0 && write(fd, bytes, count) == (ssize_t)count);
    close(fd);
}

/* ---- the namespaces to start from ---- */

static void fill(mmf_ns *ns)
{
    static const char text[1500] = "some bytes";
    mmf_ref root = mmf_root(ns);
    mmf_value numbers[40], inner_values[2] = {int_value(1), text_value(text, 100)};
    mmf_item inner[3] = {{text_key(ns, "short"), inner_values[0]},
                         {text_key(ns, "a key that does not fit into a cell"), inner_values[1]},
                         {int_key(ns, 5), {mmf_cell_plain(MMF_TAG_LIST, 2), inner_values}}};
    for (int i = 0; i < 40; i++)
        numbers[i] = int_value(i);
    const mmf_value values[] = {int_value(7),
                                {mmf_cell_float(0.5), NULL},
                                {mmf_cell_plain(MMF_TAG_NONE, 0), NULL},
                                {mmf_cell_plain(MMF_TAG_TRUE, 0), NULL},
                                text_value("short", 5),
                                text_value(text, 60),
                                text_value(text, sizeof text),
                                {mmf_cell_plain(MMF_TAG_LIST, 40), numbers},
                                {mmf_cell_plain(MMF_TAG_DICT, 3), inner},
                                {mmf_cell_plain(MMF_TAG_LIST, 0), NULL}};
    for (int i = 0; i < (int)(sizeof values / sizeof values[0]); i++) {
        mmf_key key = int_key(ns, i);
        CHECK_OK(mmf_dict_set(&root, &key, &values[i]));
    }
    for (int i = 100; i < 120; i++) {
        mmf_key key = int_key(ns, i);
        CHECK_OK(mmf_dict_set(&root, &key, &values[i % 7]));
        if (i % 3)
            CHECK_OK(mmf_dict_remove(&root, &key, NULL));
    }
}

static mmf_ref child(mmf_ns *ns, int at)
{
    mmf_out out;
    mmf_ref root = mmf_root(ns);
    mmf_key key = int_key(ns, at);
    mmf_out_init(&out);
    CHECK_OK(mmf_dict_get(&root, &key, &out));
    return mmf_out_ref(&out, ns);
}

static void die_in_transaction(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns), dict = child(ns, 8), list = child(ns, 7);
    mmf_key eight = int_key(ns, 8), five = int_key(ns, 5);
    mmf_value values[30];
    for (int i = 0; i < 30; i++)
        values[i] = int_value(-i);
    CHECK_OK(mmf_handle_retain(&dict));
    CHECK_OK(mmf_dict_remove(&root, &eight, NULL));
    CHECK_OK(mmf_lock(ns, 0, true));
    CHECK_OK(mmf_txn_begin(ns));
    CHECK_OK(mmf_dict_remove(&root, &five, NULL));
    CHECK_OK(mmf_list_splice(&list, 3, 2, values, 30));
    CHECK_OK(mmf_dict_set(&root, &five, &values[0]));
    kill(getpid(), SIGKILL);
}

static void load(fuzz_file *file)
{
    struct stat st;
    int fd = open(fuzz_path(), O_RDONLY);
    CHECK(fd >= 0 && fstat(fd, &st) == 0);
    file->count = (size_t)st.st_size;
    file->bytes = malloc(file->count);
    CHECK(file->bytes && read(fd, file->bytes, file->count) == (ssize_t)file->count);
    close(fd);
}

const fuzz_file *fuzz_base(enum fuzz_base which)
{
    static fuzz_file files[FUZZ_BASES];
    if (files[which].bytes)
        return &files[which];
    const char *path = fuzz_path();
    unlink(path);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (!pid) {
        mmf_ns *ns = open_sized(path, MMF_SIZE_MIN, 2 * MMF_SIZE_MIN);
        fill(ns);
        if (which == FUZZ_DEAD)
            die_in_transaction(ns);
        mmf_close(ns);
        _exit(0);
    }
    int status;
    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK(which == FUZZ_DEAD ? WIFSIGNALED(status) : WIFEXITED(status) && !WEXITSTATUS(status));
    load(&files[which]);
    return &files[which];
}

/* ---- reading ---- */

static mmf_ns *attach(bool readonly)
{
    mmf_options options = {.path = fuzz_path(), .size = MMF_SIZE_DEFAULT, .readonly = readonly, .accept_reboot = true};
    mmf_ns *ns;
    mmf_error error;
    return mmf_open(&options, &ns, &error) == MMF_OK ? ns : NULL;
}

/* Wait as a caller would; false: enough of it. */
static bool again(mmf_ns *ns, mmf_status status, int *tries)
{
    return status == MMF_BUSY && ++*tries < WAITS && mmf_wait(ns, 0) == MMF_OK;
}

static void read_container(const mmf_ref *ref, uint8_t tag, int depth, int *left);

static void read_value(mmf_ns *ns, mmf_out *out, int depth, int *left)
{
    uint8_t tag = mmf_cell_tag(out->cell);
    if (mmf_tag_is_container(tag) && depth < DEPTH_LOOKED) {
        mmf_ref ref = mmf_out_ref(out, ns);
        read_container(&ref, tag, depth + 1, left);
    } else if (mmf_tag_is_long(tag)) { /* touch all of it */
        volatile unsigned char sum = 0;
        for (uint64_t i = 0; i < out->cell.w1; i++)
            sum ^= ((const unsigned char *)out->data)[i];
    }
}

static void read_dict(const mmf_ref *ref, bool backwards, int depth, int *left)
{
    mmf_cursor cursor;
    mmf_out key, value;
    int tries = 0;
    mmf_status status = MMF_OK;
    memset(&cursor, 0, sizeof cursor);
    mmf_out_init(&key);
    mmf_out_init(&value);
    while (--*left > 0) {
        status = mmf_dict_next(ref, &cursor, backwards, &key, &value);
        if (again(ref->ns, status, &tries))
            continue;
        if (status != MMF_OK)
            break;
        read_value(ref->ns, &key, DEPTH_LOOKED, left);
        read_value(ref->ns, &value, depth, left);
    }
    mmf_out_clear(&key);
    mmf_out_clear(&value);
}

static void read_list(const mmf_ref *ref, int depth, int *left)
{
    mmf_out value;
    mmf_buffer slice;
    uint64_t count = 0;
    if (mmf_list_len(ref, &count) != MMF_OK)
        return;
    mmf_out_init(&value);
    for (uint64_t i = 0; i < count && --*left > 0; i++)
        if (mmf_list_get(ref, (int64_t)i, &value) == MMF_OK)
            read_value(ref->ns, &value, depth, left);
    (void)!mmf_list_get(ref, -1, &value);
    mmf_out_clear(&value);
    mmf_buffer_init(&slice);
    (void)!mmf_list_export(ref, count, 0, 2, count / 2 < 100 ? count / 2 : 100, &slice, NULL);
    mmf_buffer_clear(&slice);
}

static void read_container(const mmf_ref *ref, uint8_t tag, int depth, int *left)
{
    uint8_t found;
    if (mmf_ref_check(ref, &found) != MMF_OK)
        return;
    if (tag == MMF_TAG_LIST) {
        read_list(ref, depth, left);
        return;
    }
    read_dict(ref, false, depth, left);
    read_dict(ref, true, depth, left);
    for (int i = 0; i < 10; i++) {
        mmf_out out;
        mmf_key key = int_key(ref->ns, i);
        mmf_out_init(&out);
        (void)!mmf_dict_get(ref, &key, &out);
        mmf_out_clear(&out);
    }
}

static void read_all(mmf_ns *ns)
{
    char what[200];
    mmf_ref root = mmf_root(ns);
    mmf_buffer tree;
    mmf_stats stats;
    mmf_identity identity;
    uint64_t stamp;
    int left = ITEMS_MAX, tries = 0;
    while (again(ns, mmf_verify(ns, what, sizeof what), &tries))
        ;
    mmf_buffer_init(&tree);
    (void)!mmf_export(&root, &tree, &stamp);
    mmf_buffer_clear(&tree);
    read_container(&root, MMF_TAG_DICT, 0, &left);
    read_rest(&root);
    (void)!mmf_get_stats(ns, &stats);
    (void)!mmf_stamp(ns, &stamp);
    mmf_identify(ns, &identity);
}

void fuzz_read(void)
{
    mmf_ns *ns = attach(true);
    if (!ns)
        return;
    read_all(ns);
    mmf_close(ns);
}

/* ---- writing ---- */

static void write_to_list(const mmf_ref *list)
{
    mmf_value values[3] = {int_value(1), text_value("a text that does not fit into a cell", 36), int_value(2)};
    static const uint64_t order[] = {1, 0};
    (void)!mmf_list_append(list, &values[1]);
    (void)!mmf_list_appendleft(list, &values[0]);
    (void)!mmf_list_splice(list, 1, 1, values, 3);
    (void)!mmf_list_set(list, -1, &values[1]);
    (void)!mmf_list_remove(list, 0, NULL);
    (void)!mmf_list_permute(list, order, 2, MMF_ANY_STAMP);
}

static void write_some(mmf_ns *ns)
{
    mmf_ref root = mmf_root(ns);
    mmf_value value = text_value("another text that does not fit into a cell", 42);
    mmf_buffer item;
    mmf_cell result;
    mmf_buffer_init(&item);
    for (int i = 0; i < 10; i++) {
        mmf_key key = int_key(ns, i);
        mmf_out out;
        mmf_out_init(&out);
        if (mmf_dict_get(&root, &key, &out) == MMF_OK && mmf_cell_tag(out.cell) == MMF_TAG_LIST) {
            mmf_ref list = mmf_out_ref(&out, ns);
            write_to_list(&list);
        }
        mmf_out_clear(&out);
        if (i % 3 == 0)
            (void)!mmf_dict_set(&root, &key, &value);
        if (i % 3 == 1)
            (void)!mmf_dict_add(&root, &key, mmf_cell_int(1), &result);
        if (i % 4 == 3)
            (void)!mmf_dict_remove(&root, &key, NULL);
    }
    (void)!mmf_dict_popitem(&root, &item);
    mmf_buffer_clear(&item);
    change_rest(&root);
    if (mmf_lock(ns, 0, true) == MMF_OK) {
        if (mmf_txn_begin(ns) == MMF_OK) {
            mmf_key key = int_key(ns, 200);
            (void)!mmf_dict_set(&root, &key, &value);
            (void)!mmf_txn_rollback(ns);
        }
        (void)!mmf_unlock(ns, true);
    }
    (void)!mmf_dict_clear(&root);
}

void fuzz_read_and_write(void)
{
    char what[200];
    mmf_ns *ns = attach(false);
    if (!ns)
        return;
    read_all(ns);
    write_some(ns);
    (void)!mmf_verify(ns, what, sizeof what);
    mmf_close(ns);
}
