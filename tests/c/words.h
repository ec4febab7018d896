/* words.h -- changes of one word, until they need no lock (bias.c). */
#ifndef WORDS_H
#define WORDS_H

#include "process.h"

#include "thread.h"
#include "values.h"
#include "word.h"

/* Else there is nothing to test. */
static inline bool has_bias(void)
{
    bool has_barriers = os_barrier_join() == MMF_OK;
    if (!has_barriers)
        printf("skipped: this system has no barriers for others (membarrier)\n");
    return has_barriers;
}

static inline uint64_t commits(mmf_ns *ns) { return stats_of(ns).commits; }

static inline uint64_t stamp_of(mmf_ns *ns)
{
    uint64_t stamp;
    CHECK_OK(WAITING(ns, mmf_stamp(ns, &stamp)));
    return stamp;
}

static inline mmf_status set_now(const mmf_ref *dict, const char *name, int64_t number)
{
    mmf_key key = text_key(dict->ns, name);
    mmf_value value = int_value(number);
    return mmf_dict_set(dict, &key, &value);
}

static inline mmf_status add_now(const mmf_ref *dict, const char *name)
{
    mmf_key key = text_key(dict->ns, name);
    mmf_cell result;
    return mmf_dict_add(dict, &key, mmf_cell_int(1), &result);
}

static inline bool is_for_all(mmf_ns *ns) { return mmf_bias_is_for(mmf_bias_look(ns), MMF_BIAS_ALL); }

static inline void change_words(const mmf_ref *dict, int times)
{
    for (int i = 0; i < times && !mmf_bias_is_granted(dict->ns); i++)
        CHECK_OK(WAITING(dict->ns, set_now(dict, "n", i)));
}

static inline void *change_one_word(void *context)
{
    change_words(context, 1);
    return NULL;
}

/* Change one word until that needs no lock: by this thread alone, or one of the last by another. */
static inline void earn_bias_alone(mmf_ref *dict)
{
    CHECK_OK(WAITING(dict->ns, set_now(dict, "n", 0)));
    change_words(dict, MMF_BIAS_AFTER + 1);
    CHECK(mmf_bias_is_mine_alone(dict->ns));
}
static inline void earn_bias(mmf_ref *dict)
{
    CHECK_OK(mmf_lock(dict->ns, 1000, true)); /* revokes what there was */
    CHECK_OK(mmf_unlock(dict->ns, true));
    CHECK_OK(WAITING(dict->ns, set_now(dict, "n", 0)));
    mmf_bias_join(dict->ns);
    change_words(dict, MMF_BIAS_AFTER / 2 + 1);
    in_a_thread(change_one_word, dict);
    change_words(dict, MMF_BIAS_AFTER);
    CHECK(is_for_all(dict->ns));
}

#endif
