/* test_log.c -- the undo log: marks, rollback, commit, recovery, growth, and what is left when it cannot grow. */
#include "process.h"

#include "lie.h"
#include "scratch.h"

static bool are_first(const uint64_t *words)
{
    for (uint64_t i = 0; i < WORDS; i++)
        if (words[i] != i)
            return false;
    return true;
}

static void undo_goes_back_to_each_mark(void)
{
    scratch x;
    uint64_t *words = open_with_words(&x, MMF_SIZE_MIN, 0), counter = 0;
    mmf_mark marks[20];
    begin(&x);
    for (uint64_t level = 0; level < 20; level++) {
        marks[level] = mmf_log_mark(&x.log);
        for (uint64_t i = 0; i < WORDS; i++)
            put(&x, &words[i], 1000 * (level + 1) + i);
        counter = words[7];
    }
    CHECK(counter == 20007 && mmf_log_chunks(&x.log) >= 4);
    for (uint64_t level = 20; level-- > 5;) {
        mmf_log_undo_to(&x.log, marks[level]);
        CHECK(words[0] == 1000 * level && words[WORDS - 1] == 1000 * level + WORDS - 1);
        CHECK(x.log.count == marks[level].count);
        put(&x, &words[0], 5); /* the change goes on from there */
        mmf_log_undo_to(&x.log, marks[level]);
        CHECK(words[0] == 1000 * level);
    }
    CHECK(words[3] == 5003);
    mmf_log_rollback(&x.log);
    CHECK(are_first(words) && take_census(&x).large == 1); /* no chunk of the log is left */
    scratch_close(&x);
}

static void what_follows_an_undo_is_kept_or_undone_with_the_rest(void)
{
    scratch x;
    uint64_t *words = open_with_words(&x, MMF_SIZE_MIN, 0);
    for (uint64_t before = 0; before < 600; before += 7) { /* up to and beyond the border of a chunk */
        for (int keep = 0; keep < 2; keep++) {
            begin(&x);
            for (uint64_t i = 0; i < before; i++)
                put(&x, &words[i % WORDS], 1);
            mmf_mark mark = mmf_log_mark(&x.log);
            put(&x, &words[0], 2);
            mmf_log_undo_to(&x.log, mark);
            for (uint64_t i = 0; i < WORDS; i++)
                put(&x, &words[i], keep ? i : 3);
            if (keep)
                commit(&x);
            else
                mmf_log_rollback(&x.log);
            CHECK(are_first(words));
        }
    }
    CHECK(take_census(&x).large == 1);
    scratch_close(&x);
}

static void counters_are_even_after_every_end(void)
{
    scratch x;
    uint64_t *words = open_with_words(&x, MMF_SIZE_MIN, 0);
    for (int end = 0; end < 3; end++) {
        uint64_t before = words[10];
        begin(&x);
        mmf_mark mark = mmf_log_mark(&x.log);
        CHECK_OK(mmf_log_make_odd(&x.log, &words[10]));
        CHECK_OK(mmf_log_make_odd(&x.log, &words[10]));
        CHECK(words[10] == before + 1);
        if (end == 0)
            commit(&x);
        else if (end == 1)
            mmf_log_rollback(&x.log);
        else
            mmf_log_undo_to(&x.log, mark);
        CHECK(words[10] == before + 2); /* moved on, so that no reader takes the time between for quiet */
    }
    mmf_log_rollback(&x.log);
    scratch_close(&x);
}

static void recovery_undoes_or_finishes_and_may_be_cut_short(void)
{
    scratch x;
    uint64_t *words = open_with_words(&x, MMF_SIZE_MIN, 0), undone;
    struct mmf_super_shm *super = mmf_super(&x.segment);
    for (int committed = 0; committed < 2; committed++) {
        uint64_t before = words[0];
        begin(&x);
        CHECK_OK(mmf_log_make_odd(&x.log, &words[0]));
        for (uint64_t i = 100; i < 150; i++)
            put(&x, &words[i], 0);
        mmf_put_pair(&x.log, &words[200], 8, 9);
        mmf_log_run(&x.log, &words[300], 5);
        put(&x, &words[299], 0);
        for (uint64_t i = 300; i < 305; i++)
            words[i] = 7;
        if (committed)
            super->log_state |= MMF_LOG_COMMITTED;
        uint64_t state = super->log_state;
        for (int again = 0; again < 3; again++) { /* as if each but the last had died at its last step */
            super->log_state = state;
            CHECK_OK(mmf_log_recover(&x.log, &undone));
            CHECK(undone == (committed ? 0 : mmf_log_state_units(state)) && words[0] == before + 2);
            CHECK(words[100] == (committed ? 0 : 100) && words[201] == (committed ? 9 : 201));
            for (uint64_t i = 299; i < 306; i++)
                CHECK(words[i] == (committed && i < 305 ? 7 * (i > 299) : i));
        }
        CHECK(mmf_log_state_units(super->log_state) == 0);
    }
    scratch_close(&x);
}

static void a_change_of_one_word_is_counted_by_its_writer_or_by_recovery(void)
{
    scratch x;
    uint64_t *words = open_with_words(&x, MMF_SIZE_MIN, 0), undone;
    struct mmf_super_shm *super = mmf_super(&x.segment);
    uint64_t before = super->log_state, one = UINT64_C(1) << MMF_LOG_OPERATION_SHIFT;
    begin(&x);
    mmf_store_release(&words[5], 55);
    mmf_log_commit_word(&x.log);
    CHECK(words[5] == 55 && super->log_state == before + one);
    begin(&x);
    mmf_store_release(&words[5], 66); /* and died */
    CHECK_OK(mmf_log_recover(&x.log, &undone));
    CHECK(words[5] == 66 && undone == 0 && super->log_state == before + 2 * one);
    scratch_close(&x);
}

static void recovery_refuses_a_broken_record_and_touches_nothing(void)
{
    scratch x;
    uint64_t *words = open_with_words(&x, MMF_SIZE_MIN, 0), undone;
    struct mmf_super_shm *super = mmf_super(&x.segment);
    uint64_t *log = (uint64_t *)(x.segment.base + MMF_LOG_OFF),
             bad[] = {0, 7, UINT64_MAX, 64 | 1, MMF_LOG_OFF | 1, MMF_SIZE_MIN | 1};
    begin(&x);
    mmf_log_run(&x.log, words, 1); /* units 0 and 1 */
    for (uint64_t i = 0; i < 10; i++)
        put(&x, &words[i], 77);
    uint64_t state = super->log_state, good = log[6];
    const uint64_t runs[] = {0, 3, MMF_RUN_WORDS + 1, (UINT64_C(1) << 61) + 1};
    for (unsigned i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        log[3] = runs[i];
        CHECK_STATUS(MMF_CORRUPT, mmf_log_recover(&x.log, &undone));
    }
    log[3] = 1;
    for (unsigned i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        log[6] = bad[i];
        CHECK_STATUS(MMF_CORRUPT, mmf_log_recover(&x.log, &undone));
        CHECK(super->log_state == state && words[0] == 77 && words[9] == 77);
        CHECK(!mmf_log_begin(&x.log));
    }
    super->log_state |= (UINT64_C(1) << 29) - 2; /* more units than there can be */
    CHECK_STATUS(MMF_CORRUPT, mmf_log_recover(&x.log, &undone));
    super->log_state = state;
    log[6] = good;
    CHECK_OK(mmf_log_recover(&x.log, &undone));
    CHECK(undone == 12 && are_first(words));
    scratch_close(&x);
}

static void a_huge_change_takes_many_chunks_and_gives_them_back(void)
{
    scratch x;
    uint64_t *words = open_with_words(&x, MMF_SIZE_MIN, 0);
    for (int keep = 0; keep < 2; keep++) {
        begin(&x);
        for (uint64_t i = 0; i < 3000000; i++) /* 48 MB of records: chunks longer than a step of growth */
            put(&x, &words[i % WORDS], i);
        CHECK(mmf_log_chunks(&x.log) > 12);
        if (!keep) {
            mmf_log_rollback(&x.log);
            CHECK(are_first(words));
        } else {
            commit(&x);
            CHECK(words[(3000000 - 1) % WORDS] == 3000000 - 1);
        }
        CHECK(take_census(&x).large == 1);
    }
    scratch_close(&x);
}

static void a_log_that_cannot_grow_is_full_and_all_is_undone(void)
{
    scratch x;
    uint64_t *words = open_with_words(&x, MMF_SIZE_MIN, MMF_SIZE_MIN), free_bytes = mmf_heap_free_bytes(&x.segment);
    mmf_status status = MMF_OK;
    begin(&x);
    uint64_t count = 0;
    for (; (status = mmf_log_room(&x.log, 2)) == MMF_OK; count++)
        mmf_put(&x.log, &words[count % WORDS], 1);
    CHECK(status == MMF_FULL && count > MMF_LOG_UNITS);
    mmf_log_rollback(&x.log);
    CHECK(are_first(words) && take_census(&x).large == 1 && mmf_heap_free_bytes(&x.segment) == free_bytes);
    begin(&x);
    put(&x, &words[0], 9);
    commit(&x);
    CHECK(words[0] == 9);
    scratch_close(&x);
}

/* Nobody who only holds the lock, or has something to free, writes over a log that could not be undone. */
static void a_broken_log_stays(void)
{
    lie x = begin_lie();
    char what[200];
    CHECK_OK(mmf_handle_retain(&x.dict_ref));
    remove_key(&x.root_ref, "dict"); /* an orphan, to be freed when its handle goes */
    uint64_t *unit = (uint64_t *)(x.s->base + MMF_LOG_OFF);
    unit[0] = offset_of(&x, &x.root->count) | 7; /* a record of no kind */
    unit[1] = 0;
    x.super->log_state |= 1 << 1;
    mmf_handle_release(&x.dict_ref);
    for (int i = 0; i < 2; i++) {
        CHECK_STATUS(MMF_CORRUPT, set_number(&x.root_ref, 1));
        CHECK_OK(mmf_lock(x.ns, 0, true));
        CHECK_OK(mmf_unlock(x.ns, true));
    }
    CHECK_STATUS(MMF_CORRUPT, mmf_verify(x.ns, what, sizeof what));
    CHECK(mmf_log_state_units(x.super->log_state) == 1);
    CHECK_OK(mmf_destroy(x.ns, mmf_path(x.ns)));
    mmf_close(x.ns);
}

int main(void)
{
    alarm(100);
    RUN(undo_goes_back_to_each_mark);
    RUN(what_follows_an_undo_is_kept_or_undone_with_the_rest);
    RUN(counters_are_even_after_every_end);
    RUN(recovery_undoes_or_finishes_and_may_be_cut_short);
    RUN(a_change_of_one_word_is_counted_by_its_writer_or_by_recovery);
    RUN(recovery_refuses_a_broken_record_and_touches_nothing);
    RUN(a_log_that_cannot_grow_is_full_and_all_is_undone);
    RUN(a_huge_change_takes_many_chunks_and_gives_them_back);
    RUN(a_broken_log_stays);
    return check_done();
}
