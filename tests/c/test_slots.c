/* test_slots.c -- the memory of slots beyond the first chunk. */
#include "ns.h"
#include "values.h"

#define KEYS 300
#define FILLING 100 /* keys from here on */
#define SECOND_CHUNK ((MMF_SLOTS_FIRST << 1) * sizeof(struct mmf_slot_shm))

static char text[UINT64_C(1) << 20];

static void set_text(const mmf_ref *root, int64_t number, uint64_t bytes)
{
    mmf_key key = int_key(root->ns, number);
    mmf_value value = text_value(text, bytes);
    CHECK_OK(mmf_dict_set(root, &key, &value));
}

static uint64_t largest_free(mmf_ns *ns)
{
    mmf_blocks blocks;
    CHECK_OK(mmf_get_blocks(ns, &blocks));
    return blocks.largest_free;
}

/* No free block is large enough, and idle pages of small values lie here and there: giving up one after the other takes
 * more of the log than its first chunk has. */
static void a_chunk_that_is_made_of_many_idle_pages(void)
{
    static const uint64_t sizes[] = {16,  32,  48,  64,  80,  96,  112, 128, 160, 192,
                                     224, 256, 320, 400, 496, 560, 656, 800, 992};
    int64_t count = sizeof sizes / sizeof *sizes;
    mmf_ns *ns = open_sized(fresh_path(), 4 * sizeof text, 0);
    mmf_ref root = mmf_root(ns);
    memset(text, 'x', sizeof text);
    for (int64_t i = 0; i < KEYS; i++)
        CHECK_OK(set_number(&root, i));
    for (int64_t i = 0; i < count; i++) {
        set_text(&root, i, sizes[i]);
        set_text(&root, count + i, 6000); /* between one page and the next */
    }
    for (int64_t i = FILLING; largest_free(ns) > 6000; i++) {
        CHECK(i < KEYS);
        set_text(&root, i, mmf_min(largest_free(ns) - MMF_UNIT, sizeof text));
    }
    for (int64_t i = 0; i < count; i++)
        CHECK_OK(set_number(&root, i));
    CHECK(largest_free(ns) < SECOND_CHUNK);
    bool took;
    CHECK_OK(mmf_take_lock(ns, &took));
    CHECK_OK(mmf_slots_extend(ns, &mmf_super_of(ns)->slot_chunk[1], SECOND_CHUNK));
    mmf_release(ns);
    CHECK(mmf_slot_capacity(&ns->segment) == 3 * MMF_SLOTS_FIRST);
    destroy_and_close(ns); /* nothing is lost */
}

int main(void)
{
    RUN(a_chunk_that_is_made_of_many_idle_pages);
    return check_done();
}
