/* thread.h -- the C tests' other threads: with a lane (lane.h), or without one. */
#ifndef THREAD_H
#define THREAD_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* pthread_barrier_t; include this header first */
#endif

#include <pthread.h>

#include "check.h"
#include "lane.h"

/* Run it in a thread of its own, which has a lane if one is free. */
static inline void in_a_thread(void *(*body)(void *), void *context)
{
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, body, context) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
}

/* Threads that have taken the lanes, until released: all that were free. */
typedef struct lane_holders {
    pthread_t threads[MMF_LANES];
    pthread_barrier_t barrier;
} lane_holders;

static inline void *hold_a_lane(void *context)
{
    lane_holders *holders = context;
    mmf_lane();
    pthread_barrier_wait(&holders->barrier);
    pthread_barrier_wait(&holders->barrier);
    return NULL;
}

static inline void hold_lanes(lane_holders *holders)
{
    CHECK(pthread_barrier_init(&holders->barrier, NULL, MMF_LANES + 1) == 0);
    for (int i = 0; i < MMF_LANES; i++)
        CHECK(pthread_create(&holders->threads[i], NULL, hold_a_lane, holders) == 0);
    pthread_barrier_wait(&holders->barrier);
}

static inline void release_lanes(lane_holders *holders)
{
    pthread_barrier_wait(&holders->barrier);
    for (int i = 0; i < MMF_LANES; i++)
        CHECK(pthread_join(holders->threads[i], NULL) == 0);
    CHECK(pthread_barrier_destroy(&holders->barrier) == 0);
}

/* The same in a thread that has none. */
static inline void in_a_thread_without_lane(void *(*body)(void *), void *context)
{
    lane_holders holders;
    hold_lanes(&holders);
    in_a_thread(body, context);
    release_lanes(&holders);
}

#endif
