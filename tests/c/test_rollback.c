/* test_rollback.c -- what is undone is as it was, byte by byte, also when only the commit was missing. */
#include "scratch.h"

/* Everything that is in use: heads, used payloads, links of free blocks, the superblock; not the log and its own
 * words. */
static void compare_used(scratch *x, const unsigned char *copy)
{
    const unsigned char *base = x->segment.base;
    const struct mmf_super_shm *super = mmf_super(&x->segment);
    CHECK(!memcmp(base + 384, copy + 384, offsetof(struct mmf_super_shm, log_chunk) - 384));
    for (mmf_off off = MMF_HEAP_OFF; off < super->heap_end;) {
        const struct mmf_block_shm *head = (const struct mmf_block_shm *)(base + off);
        uint64_t bytes = (head->size & UINT32_MAX) * MMF_UNIT;
        bool used = head->size >> 32 & 1;
        mmf_slab_view view;
        if (!used || bytes < MMF_PAGE || mmf_slab_view_page(&x->segment, off + 16, &view) != MMF_OK) {
            CHECK(!memcmp(base + off, copy + off, used ? bytes : 32));
        } else {
            CHECK(!memcmp(base + off, copy + off, 16 + sizeof(struct mmf_slab_shm)));
            for (unsigned i = 0; i < view.count; i++) {
                mmf_off block = off + 16 + sizeof(struct mmf_slab_shm) + i * view.block_bytes;
                CHECK((view.free[i / 64] >> i % 64 & 1) || !memcmp(base + block, copy + block, view.block_bytes));
            }
        }
        off += bytes;
    }
}

#define HELD 200

/* A change of many steps; what is new in it is filled, as its owner would. */
static void change_a_lot(scratch *x, const mmf_off *offs, const uint64_t *bytes, uint64_t *words, uint64_t *random)
{
    for (int i = 0; i < HELD; i++) {
        uint64_t fresh = 1 + next_random(random) % 5000;
        memset(mmf_at(&x->segment, take(x, fresh), fresh), 0xee, fresh);
        put(x, &words[next_random(random) % WORDS], next_random(random));
        if (next_random(random) % 2)
            CHECK_OK(mmf_log_free_later(&x->log, offs[i], bytes[i]));
    }
}

/* Undo a change before its frees, or after them: as whoever finds its owner dead one store before the commit. */
static void rollback_restores_every_byte_in_use(void)
{
    scratch x;
    mmf_off offs[HELD];
    uint64_t bytes[HELD], random = 11;
    uint64_t *words = open_with_words(&x, MMF_SIZE_MIN, 0);
    for (int i = 0; i < HELD; i++) {
        begin(&x);
        bytes[i] = 1 + next_random(&random) % (i % 3 ? 900 : 20000);
        offs[i] = take(&x, bytes[i]);
        memset(mmf_at(&x.segment, offs[i], bytes[i]), i, bytes[i]);
        commit(&x);
    }
    for (int round = 0; round < 20; round++) {
        uint64_t end = mmf_super(&x.segment)->heap_end, undone;
        unsigned char *copy = malloc(end);
        memcpy(copy, x.segment.base, end);
        begin(&x);
        change_a_lot(&x, offs, bytes, words, &random);
        if (round % 2)
            CHECK_OK(mmf_heap_settle(&x.log));
        if (round % 4 < 2)
            mmf_log_rollback(&x.log);
        else
            CHECK_OK(mmf_log_recover(&x.log, &undone));
        take_census(&x);
        compare_used(&x, copy);
        free(copy);
    }
    scratch_close(&x);
}

/* The log must not grow into blocks that its own change frees: their content is still wanted if the change is
 * undone. */
static void a_change_of_many_frees_can_be_undone_to_its_end(void)
{
    scratch x;
    mmf_off offs[HELD];
    uint64_t undone;
    scratch_open(&x, MMF_SIZE_MIN, 0);
    for (int i = 0; i < HELD; i++) {
        begin(&x);
        offs[i] = take(&x, 3000);
        memset(mmf_at(&x.segment, offs[i], 3000), i, 3000);
        commit(&x);
    }
    begin(&x);
    for (int i = 0; i < HELD; i++)
        CHECK_OK(mmf_log_free_later(&x.log, offs[i], 3000));
    CHECK_OK(mmf_heap_settle(&x.log));
    CHECK_OK(mmf_log_recover(&x.log, &undone));
    CHECK(undone > MMF_LOG_UNITS && take_census(&x).large == HELD);
    for (int i = 0; i < HELD; i++) {
        const unsigned char *bytes = mmf_at(&x.segment, offs[i], 3000);
        CHECK(bytes[0] == i && bytes[100] == i && bytes[2999] == i);
    }
    scratch_close(&x);
}

int main(void)
{
    alarm(100);
    RUN(rollback_restores_every_byte_in_use);
    RUN(a_change_of_many_frees_can_be_undone_to_its_end);
    return check_done();
}
