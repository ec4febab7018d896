/* test_lane.c -- which threads have a lane, and that what the others do is seen as well. */
#include "words.h"

#include "readers.h"

#define LOSSES 4000
#define DELAYS 40

static void *note_lane(void *context)
{
    *(uint32_t *)context = mmf_lane();
    return NULL;
}

static void each_thread_has_its_own_until_it_ends(void)
{
    lane_holders holders;
    uint32_t mine = mmf_lane(), other, others;
    CHECK(mine < MMF_LANES && mmf_lane() == mine);
    in_a_thread(note_lane, &other);
    CHECK(other < MMF_LANES && other != mine);
    in_a_thread(note_lane, &others);
    CHECK(others == other); /* of the one that has ended */
    hold_lanes(&holders);
    in_a_thread(note_lane, &others);
    CHECK(others == MMF_NO_LANE);
    release_lanes(&holders);
    in_a_thread(note_lane, &others);
    CHECK(others == other);
}

#ifndef __SANITIZE_THREAD__
static void hold_all_but_one(child *me, void *context)
{
    uint32_t parents = *(uint32_t *)context, other;
    CHECK(mmf_lane() == parents);
    for (uint32_t i = 1; i < MMF_LANES; i++) {
        in_a_thread(note_lane, &other);
        CHECK(other < MMF_LANES && other != parents);
    }
    in_a_thread_without_lane(note_lane, &other);
    CHECK(other == MMF_NO_LANE);
    say(me, 'd');
}

static void a_forked_child_has_its_parents_other_lanes_free(void)
{
    lane_holders holders;
    uint32_t mine = mmf_lane();
    mmf_ns *ns = open_fresh(); /* so that forks are seen to */
    hold_lanes(&holders);
    child c = child_start(hold_all_but_one, &mine);
    CHECK(hear(&c) == 'd');
    child_done(&c);
    release_lanes(&holders);
    destroy_and_close(ns);
}
#endif

/* ---- what is said in them ---- */

typedef struct where {
    mmf_ns *ns;
    uint64_t *reading, *changing;
    uint32_t lane;
} where;

static void *read_and_change(void *context)
{
    where *w = context;
    w->lane = mmf_lane();
    w->reading = mmf_read_enter(w->ns);
    mmf_read_leave(w->ns, w->reading);
    if ((w->changing = mmf_bias_enter(w->ns)))
        mmf_bias_leave(w->ns, w->changing, true);
    return NULL;
}

#ifndef __SANITIZE_THREAD__
static void read_in_the_first_lane(child *me, void *context)
{
    where w = {.ns = context};
    (void)me;
    read_and_change(&w);
    struct mmf_slot_shm *slot = mmf_slot_at(&w.ns->segment, w.ns->slot);
    CHECK(w.reading == &slot->lane.reading && mmf_load(&slot->lanes) == 1 && !mmf_load(&slot->more_lanes));
}

static void *fork_to_read(void *ns)
{
    CHECK(mmf_lane() != 0);
    child c = child_start(read_in_the_first_lane, ns);
    child_done(&c);
    return NULL;
}

static void a_child_that_any_thread_forked_has_the_first_lane(void)
{
    mmf_ns *ns = open_fresh();
    CHECK(mmf_lane() == 0);
    in_a_thread(fork_to_read, ns);
    verify_clean(ns);
    destroy_and_close(ns);
}
#endif

static void threads_without_a_lane_count_themselves(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    where main_thread = {.ns = ns}, other = {.ns = ns}, last = {.ns = ns};
    bool is_biased = has_bias();
    if (is_biased)
        earn_bias(&root);
    read_and_change(&main_thread);
    struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, ns->slot);
    CHECK(main_thread.reading == &slot->lane.reading && mmf_load(&slot->lanes) == 1 && !mmf_load(&slot->more_lanes));
    CHECK(!is_biased || main_thread.changing == &slot->lane.changing);
    in_a_thread(read_and_change, &other);
    struct mmf_lane_shm *lane = mmf_lane_at(&ns->segment, slot, other.lane);
    CHECK(other.lane && lane && lane != &slot->lane && !mmf_lane_at(&ns->segment, slot, other.lane + 1));
    CHECK(other.reading == &lane->reading && mmf_load(other.reading) == 2);
    if (is_biased) { /* which the block of lanes has revoked */
        CHECK(!other.changing);
        earn_bias(&root);
        in_a_thread(read_and_change, &other);
        CHECK(other.changing == &lane->changing && mmf_load(other.changing) >= MMF_PASS_ENDED);
    }
    in_a_thread_without_lane(read_and_change, &last);
    CHECK(last.lane == MMF_NO_LANE && (last.reading == &slot->readers[0] || last.reading == &slot->readers[1]));
    CHECK(mmf_load(last.reading) == 0);
    CHECK(!is_biased || (last.changing == &slot->changers && mmf_load(last.changing) == MMF_PASS_ENDED));
    verify_clean(ns);
    destroy_and_close(ns);
}

/* The block of lanes is had under the lock. */
static void who_finds_the_lock_taken_asks_for_its_lane_again(void)
{
    mmf_ns *ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    where other = {.ns = ns};
    set(&root, "n", int_value(1));
    CHECK(get(&root, "n") == 1);
    struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, ns->slot);
    CHECK_OK(mmf_lock(ns, 0, false));
    in_a_thread(read_and_change, &other);
    CHECK(other.reading == &slot->readers[0] || other.reading == &slot->readers[1]);
    CHECK_OK(mmf_unlock(ns, false));
    in_a_thread(read_and_change, &other);
    CHECK(other.reading == &mmf_lane_at(&ns->segment, slot, other.lane)->reading);
    verify_clean(ns);
    destroy_and_close(ns);
}

static void where_there_is_no_room_threads_do_without(void)
{
    mmf_ns *ns = open_sized(fresh_path(), MMF_SIZE_MIN, MMF_SIZE_MIN);
    mmf_ref root = mmf_root(ns);
    where other = {.ns = ns};
    mmf_status status = MMF_OK;
    for (int i = 0; status == MMF_OK; i++) {
        mmf_key key = int_key(ns, i);
        mmf_value value = text_value("longer than a cell", 18);
        status = mmf_dict_set(&root, &key, &value);
    }
    CHECK_STATUS(MMF_FULL, status);
    for (int again = 0; again < 2; again++) {
        in_a_thread(read_and_change, &other);
        struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, ns->slot);
        CHECK(other.reading == &slot->readers[0] || other.reading == &slot->readers[1]);
        CHECK(ns->lanes_refused && !mmf_load(&slot->more_lanes));
    }
    verify_clean(ns);
    destroy_and_close(ns);
}

static void lanes_that_are_not_there_are_not_believed(void)
{
    static const mmf_off offsets[] = {4, MMF_SIZE_MAX, UINT64_MAX - 7, UINT64_MAX};
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        mmf_ns *ns = open_fresh();
        mmf_ref root = mmf_root(ns);
        where other = {.ns = ns};
        set(&root, "n", int_value(1));
        for (uint32_t s = 0; s < MMF_SLOTS_FIRST; s++) {
            mmf_store(&mmf_slot_at(&ns->segment, s)->lanes, UINT64_MAX - s);
            mmf_store(&mmf_slot_at(&ns->segment, s)->more_lanes, offsets[i]);
        }
        (void)!mmf_readers_wait(ns, 10);
        (void)!mmf_lock(ns, 10, true);
        (void)!mmf_unlock(ns, true);
        in_a_thread(read_and_change, &other);
        for (uint32_t s = 0; s < MMF_SLOTS_FIRST; s++)
            mmf_store(&mmf_slot_at(&ns->segment, s)->more_lanes, 0);
        destroy_and_close(ns);
    }
}

/* ---- a slot that is lost ---- */

typedef struct loss {
    mmf_ns *ns;
    int ready, delay;
} loss;

/* Both go on at once: no thread sleeps here, so that they meet in a few instructions. */
static void meet(loss *l)
{
    __atomic_fetch_add(&l->ready, 1, __ATOMIC_SEQ_CST);
    while (__atomic_load_n(&l->ready, __ATOMIC_SEQ_CST) < 2)
        os_relax();
}

static void *lose_slot(void *context)
{
    loss *l = context;
    meet(l);
    for (int i = 0; i < l->delay; i++)
        os_relax();
    mmf_slot_lose(l->ns);
    return NULL;
}

/* While another thread is about to have its lane there. */
static void lanes_of_a_lost_slot_are_not_used(void)
{
    mmf_ns *ns = open_fresh();
    for (int i = 0; i < LOSSES; i++) {
        loss l = {.ns = ns, .delay = i % DELAYS};
        pthread_t thread;
        mmf_readers_begin(ns);
        CHECK_OK(mmf_slot_claim(ns));
        CHECK(pthread_create(&thread, NULL, lose_slot, &l) == 0);
        meet(&l);
        mmf_read_leave(ns, mmf_read_enter(ns));
        CHECK(pthread_join(thread, NULL) == 0);
        bool are_used = mmf_lanes_are_set(&ns->reading) && !mmf_lanes_are_lost(&ns->reading);
        CHECK(!are_used || mmf_has_slot(ns) || ns->is_unseen);
    }
    verify_clean(ns);
    destroy_and_close(ns);
}

int main(void)
{
    RUN(each_thread_has_its_own_until_it_ends);
#ifndef __SANITIZE_THREAD__ /* it knows no threads of a child that several threads' process forked */
    RUN(a_forked_child_has_its_parents_other_lanes_free);
    RUN(a_child_that_any_thread_forked_has_the_first_lane);
#endif
    RUN(threads_without_a_lane_count_themselves);
    RUN(who_finds_the_lock_taken_asks_for_its_lane_again);
    RUN(where_there_is_no_room_threads_do_without);
    RUN(lanes_that_are_not_there_are_not_believed);
    RUN(lanes_of_a_lost_slot_are_not_used);
    return check_done();
}
