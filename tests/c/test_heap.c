/* test_heap.c -- blocks of the heap and its pages of small ones, on a segment of their own. */
#include "scratch.h"

#define BLOCKS 400

typedef struct held {
    mmf_off off;
    uint64_t bytes;
    uint64_t pattern;
} held;

static void fill(scratch *x, const held *b)
{
    uint64_t *words = mmf_at(&x->segment, b->off, mmf_round_up(b->bytes, 8));
    for (uint64_t i = 0; i < mmf_round_up(b->bytes, 8) / 8; i++)
        mmf_store_data(&words[i], b->pattern + i);
}

static bool is_intact(scratch *x, const held *b)
{
    const uint64_t *words = mmf_at(&x->segment, b->off, mmf_round_up(b->bytes, 8));
    for (uint64_t i = 0; i < mmf_round_up(b->bytes, 8) / 8; i++)
        if (words[i] != b->pattern + i)
            return false;
    return true;
}

static uint64_t random_bytes(uint64_t *random)
{
    uint64_t kind = next_random(random) % 10, number = next_random(random);
    return 1 + number % (kind < 6 ? MMF_SMALL_MAX : kind < 9 ? 9000 : 60000);
}

static void check_model(scratch *x, const held *blocks)
{
    census c = take_census(x);
    uint64_t small = 0, large = 0;
    for (int i = 0; i < BLOCKS; i++) {
        small += blocks[i].off && blocks[i].bytes <= MMF_SMALL_MAX;
        large += blocks[i].off && blocks[i].bytes > MMF_SMALL_MAX;
        CHECK(!blocks[i].off || is_intact(x, &blocks[i]));
    }
    CHECK(c.small == small && c.large == large);
}

/* One change of a few steps, kept or undone. */
static void random_change(scratch *x, held *blocks, uint64_t *random)
{
    static held before[BLOCKS];
    memcpy(before, blocks, sizeof before);
    begin(x);
    for (uint64_t steps = 1 + next_random(random) % 6; steps; steps--) {
        held *b = &blocks[next_random(random) % BLOCKS];
        if (b->off) {
            CHECK_OK(mmf_log_free_later(&x->log, b->off, b->bytes));
            b->off = 0;
        } else {
            *b = (held){.bytes = random_bytes(random), .pattern = next_random(random)};
            b->off = take(x, b->bytes);
            fill(x, b);
        }
    }
    if (next_random(random) % 4) {
        commit(x);
    } else {
        mmf_log_rollback(&x->log);
        memcpy(blocks, before, sizeof before);
    }
}

static void random_steps_match_the_model(void)
{
    static held blocks[BLOCKS];
    scratch x;
    uint64_t random = 7;
    scratch_open(&x, MMF_SIZE_MIN, 0);
    for (int i = 0; i < 100000; i++) {
        random_change(&x, blocks, &random);
        if (i % 500 == 0)
            check_model(&x, blocks);
    }
    for (int i = 0; i < BLOCKS; i++) {
        if (!blocks[i].off)
            continue;
        begin(&x);
        CHECK_OK(mmf_log_free_later(&x.log, blocks[i].off, blocks[i].bytes));
        commit(&x);
    }
    census c = take_census(&x);
    CHECK(!c.large && !c.small);
    scratch_close(&x);
}

static void free_neighbours_join_to_one_block(void)
{
    scratch x;
    mmf_off offs[300];
    uint64_t random = 3;
    scratch_open(&x, 1 << 20, 1 << 20);
    uint64_t first = mmf_heap_free_bytes(&x.segment);
    for (int i = 0; i < 300; i++) {
        begin(&x);
        offs[i] = take(&x, 1000 + (uint64_t)i * 7);
        commit(&x);
    }
    for (int left = 300; left; left--) {
        int i = (int)(next_random(&random) % (uint64_t)left);
        begin(&x);
        CHECK_OK(mmf_heap_free(&x.log, offs[i], 1000));
        mmf_log_commit(&x.log);
        offs[i] = offs[left - 1];
        take_census(&x);
    }
    census c = take_census(&x);
    CHECK(c.large == 0 && c.pages == 0 && mmf_heap_free_bytes(&x.segment) == first);
    begin(&x);
    take(&x, first - 16); /* all of it, behind one head */
    CHECK(mmf_heap_free_bytes(&x.segment) == 0);
    mmf_log_rollback(&x.log);
    scratch_close(&x);
}

static void pages_lie_on_page_boundaries(void)
{
    scratch x;
    mmf_off page;
    scratch_open(&x, MMF_SIZE_MIN, 0);
    begin(&x);
    for (uint64_t i = 0; i < 50; i++) {
        take(&x, 1000 + i * 16);
        CHECK_OK(mmf_heap_alloc_pages(&x.log, 1 + i % 3, &page));
        CHECK(page % MMF_PAGE == 0);
    }
    commit(&x);
    CHECK(take_census(&x).large == 100);
    scratch_close(&x);
}

static void idle_pages_of_small_blocks_are_given_back_when_needed(void)
{
    scratch x;
    scratch_open(&x, MMF_SIZE_MIN, MMF_SIZE_MIN);
    uint64_t all = mmf_heap_free_bytes(&x.segment);
    for (uint64_t bytes = 16; bytes <= 48; bytes += 16) { /* each class keeps its last page */
        begin(&x);
        mmf_off off = take(&x, bytes);
        commit(&x);
        begin(&x);
        CHECK_OK(mmf_log_free_later(&x.log, off, bytes));
        commit(&x);
    }
    CHECK(take_census(&x).pages == 3);
    begin(&x);
    mmf_off off = take(&x, all - 16);
    memset(mmf_at(&x.segment, off, all - 16), 0xa5, all - 16);
    mmf_log_rollback(&x.log);
    census c = take_census(&x); /* undone, the pages are what they were, though others wrote there */
    CHECK(c.pages == 3 && c.small == 0);
    begin(&x);
    take(&x, all - 16);
    commit(&x);
    CHECK(take_census(&x).pages == 0);
    scratch_close(&x);
}

/* One page with a free block is enough of a reserve: an empty one goes back, whichever of them came first. */
static void an_empty_page_goes_back_once_another_has_room(void)
{
    for (int undone = 0; undone < 2; undone++) {
        scratch x;
        mmf_off offs[5];
        scratch_open(&x, MMF_SIZE_MIN, 0);
        begin(&x);
        for (int i = 0; i < 5; i++) /* four to a page */
            offs[i] = take(&x, MMF_SMALL_MAX);
        commit(&x);
        for (int i = 4; i >= 3; i--) {
            CHECK(take_census(&x).pages == 2); /* empty, but the only one with room */
            begin(&x);
            CHECK_OK(mmf_heap_free(&x.log, offs[i], MMF_SMALL_MAX));
            if (i == 3 && undone)
                mmf_log_rollback(&x.log);
            else
                mmf_log_commit(&x.log);
        }
        census c = take_census(&x);
        CHECK(c.pages == (undone ? 2 : 1) && c.small == (undone ? 4 : 3));
        begin(&x);
        take(&x, MMF_SMALL_MAX);
        commit(&x);
        CHECK(take_census(&x).small == c.small + 1);
        scratch_close(&x);
    }
}

static void a_full_heap_says_so_and_lives_on(void)
{
    scratch x;
    mmf_off offs[200];
    int count = 0;
    mmf_status status;
    scratch_open(&x, MMF_SIZE_MIN, 2 * MMF_SIZE_MIN);
    for (;; count++) {
        begin(&x);
        status = mmf_heap_alloc(&x.log, 2000, &offs[count]);
        if (status != MMF_OK)
            break;
        commit(&x);
    }
    mmf_log_rollback(&x.log);
    CHECK(status == MMF_FULL && count > 40);
    CHECK(take_census(&x).large == (uint64_t)count);
    CHECK(mmf_super(&x.segment)->heap_end <= 2 * MMF_SIZE_MIN && x.segment.limit <= 2 * MMF_SIZE_MIN);
    begin(&x);
    CHECK_STATUS(MMF_FULL, mmf_heap_alloc(&x.log, MMF_SIZE_MAX, &offs[count]));
    CHECK_STATUS(MMF_FULL, mmf_heap_alloc(&x.log, UINT64_MAX, &offs[count]));
    mmf_log_rollback(&x.log);
    while (count--) {
        begin(&x);
        CHECK_OK(mmf_log_free_later(&x.log, offs[count], 2000));
        commit(&x);
        begin(&x);
        mmf_off again = take(&x, 2000);
        CHECK_OK(mmf_heap_free(&x.log, again, 2000));
        mmf_log_commit(&x.log);
    }
    CHECK(take_census(&x).large == 0);
    scratch_close(&x);
}

static void growth_goes_in_bounded_steps(void)
{
    scratch x;
    uint64_t wanted = UINT64_C(40) << 20, end = MMF_SIZE_MIN;
    mmf_status status = MMF_BUSY;
    int steps = 0;
    scratch_open(&x, MMF_SIZE_MIN, 0);
    for (; status == MMF_BUSY; steps++) {
        begin(&x);
        status = mmf_heap_prepare(&x.log, wanted);
        commit(&x);
        uint64_t now = mmf_super(&x.segment)->heap_end;
        CHECK(now - end <= MMF_GROWTH_STEP && x.segment.limit == now);
        CHECK(status == (now == end ? MMF_OK : MMF_BUSY));
        end = now;
        take_census(&x);
    }
    CHECK(status == MMF_OK && steps >= 3 && end < wanted + 2 * MMF_GROWTH_STEP);
    begin(&x);
    take(&x, wanted);
    commit(&x);
    CHECK(mmf_super(&x.segment)->heap_end == end); /* as it was prepared */
    begin(&x);
    take(&x, wanted); /* also unprepared */
    mmf_log_rollback(&x.log);
    CHECK(mmf_super(&x.segment)->heap_end == end && x.segment.limit > end); /* the file keeps what it got */
    CHECK(take_census(&x).large == 1);
    scratch_close(&x);
}

static void refuse_free(scratch *x, mmf_off off, uint64_t bytes)
{
    begin(x);
    CHECK_STATUS(MMF_CORRUPT, mmf_heap_free(&x->log, off, bytes));
    mmf_log_rollback(&x->log);
    take_census(x);
}

static void a_wrong_free_is_refused(void)
{
    scratch x;
    uint64_t sizes[] = {16, 100, MMF_SMALL_MAX, MMF_SMALL_MAX + 1, 5000};
    scratch_open(&x, MMF_SIZE_MIN, 0);
    for (unsigned i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        begin(&x);
        mmf_off off = take(&x, sizes[i]), neighbour = take(&x, sizes[i]);
        commit(&x);
        refuse_free(&x, off + 8, sizes[i]);
        refuse_free(&x, off, sizes[i] <= 100 ? 200 : 50000); /* of another size */
        begin(&x);
        CHECK_OK(mmf_heap_free(&x.log, off, sizes[i]));
        mmf_log_commit(&x.log);
        refuse_free(&x, off, sizes[i]);
        begin(&x);
        CHECK_OK(mmf_heap_free(&x.log, neighbour, sizes[i]));
        mmf_log_commit(&x.log);
    }
    refuse_free(&x, 0, 100);
    refuse_free(&x, 0, 5000);
    refuse_free(&x, UINT64_C(1) << 40, 5000);
    refuse_free(&x, UINT64_C(1) << 40, 100);
    scratch_close(&x);
}

int main(void)
{
    alarm(100);
    RUN(free_neighbours_join_to_one_block);
    RUN(pages_lie_on_page_boundaries);
    RUN(a_full_heap_says_so_and_lives_on);
    RUN(growth_goes_in_bounded_steps);
    RUN(a_wrong_free_is_refused);
    RUN(random_steps_match_the_model);
    RUN(an_empty_page_goes_back_once_another_has_room);
    RUN(idle_pages_of_small_blocks_are_given_back_when_needed);
    return check_done();
}
