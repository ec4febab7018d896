/* test_rewritten.c -- words of the file that another process changes without end, between one look of an operation and
 * the next: what was checked is what is used. */
#include "files.h"
#include "lie.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include "readers.h"
#include "rest.h"
#include "thread.h"

typedef struct rewriting {
    uint64_t *word, first, second;
} rewriting;

static void pause_a_little(uint64_t turns)
{
    for (volatile uint64_t i = 0; i < turns; i++)
        ;
}

static void keep_rewriting(child *me, void *context)
{
    const rewriting *r = context;
    pid_t parent = getppid();
    say(me, 'r');
    for (uint64_t i = 0; getppid() == parent; i++) {
        *(volatile uint64_t *)r->word = r->first;
        pause_a_little(i % 7 * 3);
        *(volatile uint64_t *)r->word = r->second;
        pause_a_little(i % 5 * 3);
    }
}

/* Another process that puts first one and then another value into a word, until this one ends. */
static child rewrite(uint64_t *word, uint64_t first, uint64_t second)
{
    static rewriting r;
    r = (rewriting){word, first, second};
    child c = child_start(keep_rewriting, &r);
    CHECK(hear(&c) == 'r');
    return c;
}

/* ---- slots ---- */

/* Chunks of slots are looked up from the second one on: a namespace whose first 15 seem to be taken. */
static mmf_ns *open_in_slot_15(int *fd, const char **path)
{
    static char copy[600];
    snprintf(copy, sizeof copy, "%s", fresh_path());
    *path = copy;
    mmf_ns *ns = open_sized(copy, MMF_SIZE_MIN, 0);
    furnish(ns);
    mmf_close(ns);
    *fd = open(copy, O_RDWR);
    for (uint64_t i = 0; i < MMF_SLOTS_FIRST; i++)
        CHECK_OK(os_life_try_hold(*fd, MMF_LIFE_OFF + i));
    ns = open_sized(copy, MMF_SIZE_MIN, 0);
    CHECK(ns->slot == MMF_SLOTS_FIRST);
    return ns;
}

static void *read_in_thread(void *ns)
{
    read_all(ns);
    return NULL;
}

static void slots_that_go_while_a_thread_without_lane_reads(void *unused)
{
    int fd;
    const char *path;
    (void)unused;
    mmf_ns *ns = open_in_slot_15(&fd, &path);
    read_all(ns);
    mmf_super(&ns->segment)->slot_chunk[1] = NOWHERE;
    in_a_thread_without_lane(read_in_thread, ns);
}

static void slots_that_come_and_go_while_waiting_for_readers(void *unused)
{
    int fd;
    const char *path;
    (void)unused;
    mmf_ns *ns = open_in_slot_15(&fd, &path);
    uint64_t *word = &mmf_super(&ns->segment)->slot_chunk[1];
    for (uint32_t i = MMF_SLOTS_FIRST; i < 3 * MMF_SLOTS_FIRST; i++) /* never 0, so that the slot is asked */
        mmf_slot_at(&ns->segment, i)->readers[0] = mmf_slot_at(&ns->segment, i)->readers[1] = 1;
    child c = rewrite(word, NOWHERE, *word);
    for (int i = 0; i < 100; i++)
        (void)!mmf_readers_wait(ns, 0);
    child_kill(&c);
}

static void slots_that_come_and_go_while_opening(void *unused)
{
    int fd;
    const char *path;
    (void)unused;
    mmf_close(open_in_slot_15(&fd, &path));
    struct mmf_super_shm *super = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    CHECK(super != MAP_FAILED);
    child c = rewrite(&super->slot_chunk[1], NOWHERE, super->slot_chunk[1]);
    mmf_options options = {.path = path, .size = MMF_SIZE_MIN, .mode = 0600};
    for (int i = 0; i < 1000; i++) {
        mmf_ns *ns;
        mmf_error error;
        if (mmf_open(&options, &ns, &error) == MMF_OK)
            mmf_close(ns);
    }
    child_kill(&c);
}

/* ---- lists ---- */

static mmf_ref list_of(lie *x, int count)
{
    mmf_value values[600];
    CHECK(count <= 600);
    for (int i = 0; i < count; i++)
        values[i] = int_value(i);
    set(&x->root_ref, "numbers", list_value(values, (uint64_t)count));
    return get_container(&x->root_ref, "numbers");
}

static void directory_word_of_a_list(void *unused)
{
    lie x = begin_sized_lie(MMF_SIZE_MIN, 0);
    mmf_ref list = list_of(&x, 600);
    struct mmf_header_shm *h = header_of(&list);
    struct stat st;
    (void)unused;
    CHECK(mmf_shape_depth(h->shape) == 1 && h->first == 0 && fstat(x.s->fd, &st) == 0);
    uint64_t bytes = mmf_round_up((uint64_t)st.st_size, 4096) + 4096;
    CHECK(ftruncate(x.s->fd, (off_t)bytes) == 0);
    uint64_t *cell = mmf_at(x.s, bytes - 16, 16), *word = mmf_at(x.s, mmf_unit_off(h->place), 8);
    cell[0] = MMF_TAG_INT;
    child c = rewrite(word, mmf_guarded(mmf_off_unit(bytes - 16)), *word); /* all of a chunk but one cell is outside */
    for (int i = 0; i < 100000; i++) {
        mmf_buffer copy;
        mmf_buffer_init(&copy);
        answered(mmf_export(&list, &copy, NULL));
        mmf_buffer_clear(&copy);
    }
    child_kill(&c);
}

static void length_of_a_list(void *unused)
{
    static const uint64_t order[] = {2, 0, 1};
    lie x = begin_sized_lie(MMF_SIZE_MIN, 0);
    mmf_ref list = list_of(&x, 200);
    (void)unused;
    child c = rewrite(&header_of(&list)->count, mmf_guarded(3), mmf_guarded(200));
    for (int i = 0; i < 500000; i++)
        answered(mmf_list_permute(&list, order, 3, MMF_ANY_STAMP));
    child_kill(&c);
}

/* ---- dicts ---- */

static void shape_of_a_dict_from_which_is_removed(void *unused)
{
    lie x = begin_lie();
    mmf_key key = int_key(x.ns, 5);
    (void)unused;
    child c = rewrite(&x.dict->shape, mmf_shape(MMF_TAG_DICT, 0, 200), x.dict->shape);
    for (int i = 0; i < 500000; i++) {
        answered(mmf_dict_remove(&x.dict_ref, &key, NULL));
        answered(set_number(&x.dict_ref, 5));
    }
    child_kill(&c);
}

static void shape_of_a_dict_that_is_verified(void *unused)
{
    lie x = begin_lie();
    char what[200];
    (void)unused;
    child c = rewrite(&x.dict->shape, mmf_shape(MMF_TAG_DICT, 0, 40), x.dict->shape);
    for (int i = 0; i < 50000; i++)
        answered(mmf_verify(x.ns, what, sizeof what));
    child_kill(&c);
}

static void depth_of_a_segment_that_is_split(void *unused)
{
    lie x = begin_sized_lie(MMF_SIZE_MIN, 0);
    uint64_t bytes = UINT64_C(1) << 26, segment = UINT64_C(1) << 25, place = bytes - 4096 * 8;
    (void)unused;
    CHECK(ftruncate(x.s->fd, (off_t)bytes) == 0);
    uint64_t *directory = mmf_at(x.s, place, 8), *head = mmf_at(x.s, segment, 16);
    head[0] = mmf_halves(4000, 0);
    child c = rewrite(head, mmf_halves(4000, UINT32_MAX), mmf_halves(4000, 0));
    for (int64_t i = 0; i < 1000; i++) {
        for (int k = 0; k < 4096; k++)
            directory[k] = mmf_guarded(mmf_off_unit(segment));
        x.root->place = mmf_guarded(mmf_off_unit(place));
        x.root->shape = mmf_shape(MMF_TAG_DICT, 12, 12);
        answered(set_number(&x.root_ref, 1000000 + i));
    }
    child_kill(&c);
}

static const lie_case cases[] = {LIE_CASE(slots_that_go_while_a_thread_without_lane_reads),
                                 LIE_CASE(slots_that_come_and_go_while_waiting_for_readers),
                                 LIE_CASE(slots_that_come_and_go_while_opening),
                                 LIE_CASE(directory_word_of_a_list),
                                 LIE_CASE(length_of_a_list),
                                 LIE_CASE(shape_of_a_dict_from_which_is_removed),
                                 LIE_CASE(shape_of_a_dict_that_is_verified),
                                 LIE_CASE(depth_of_a_segment_that_is_split)};

static void what_was_checked_is_what_is_used(void) { all_survive(cases, sizeof cases / sizeof cases[0]); }

int main(void)
{
    RUN(what_was_checked_is_what_is_used);
    return check_done();
}
