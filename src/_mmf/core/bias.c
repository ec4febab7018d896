/* bias.c -- changes of one word (L6) without the lock, by any number of processes at once, while nobody changes more.
 *
 *     super.bias        granted: words may be changed without the lock; else not      (written by the lock's holder)
 *     lane.changing     of a thread that has a lane: 1 while it changes a word so, else 0 (16 bits), how often it has
 *                       (48 bits)
 *     slot.changers     of the process's other threads: how many do, how often they have
 *
 *     changer                                      who wants to change more
 *     changing + 1: in a pass                      take the lock; bias = revoked
 *     granted? else back out, take the lock        every processor runs a barrier (membarrier(2))
 *     look, store one word                         wait until no slot changes
 *     changing + 2^16 - 1                          bias = none; go on as alone
 *     (or - 1: nothing was changed)
 *
 * K6  A changer stores `changing` and then loads the bias, with no fence between, as readers do (Q1). Who revokes makes
 *     every processor run one: a changer that it does not see finds the bias gone, and takes the lock. A dead process's
 *     pass does not count (Q4). Who dies while revoking leaves the bias revoked, and the next one revokes it again.
 * K7  So while the bias is granted or revoked, and in any pass, only words change (but see K10), each by one atomic
 *     store: of the second word of a value, whose first word stays. Structure, first words, `armed` and shares do not
 *     move. Two that store into one word are two changes in some order; who computes the new word from the old one
 *     compares and swaps, under the lock, too. Who dies in a pass has changed its word or not: nothing is to be undone.
 * K8  The lock may be held for changes of one word meanwhile: appending to a list, setting an item that is named from
 *     its end, or by threads without a pass. For anything else, and for one of these that met another's hold of the
 *     lock, the bias is revoked first. It is granted again after MMF_BIAS_AFTER changes of one word under the lock, so
 *     that revoking costs little, however often others need the lock; never while there may be shares.
 * K9  A change in a pass is counted when the pass ends: changing >> 16, of all lanes, and changers >> 16, of all
 *     slots, less `bias_base`, goes on where log_state stopped, and is added to it when the bias is revoked. So a stamp
 *     sees it. A stamp is not taken while somebody is in a pass: another may have read the word already, and changed a
 *     second one.
 *     Who dies while adding may have them added twice: the number moves on, and that is all that stamps need. Likewise
 *     who adds counts every pass that has begun, and `bias_base` only those that have ended.
 * K10 Where one thread made the changes by which the bias was earned, and has a lane, it is granted to it alone: in a
 *     pass this need not compare, and may append to a list, whose spare cell it fills before it counts it. All others
 *     revoke it before they change a word, under the lock, too. That thread keeps it when it changes more than a word
 *     under the lock, since nobody else can be in a pass; but not when it holds the lock across calls, where its passes
 *     would go by no log. It is named by its process's lock word and its lane: who gets the slot afterwards is another,
 *     who gets the lane goes on in its stead.
 * The idea is that of biased reader-writer locks (Dice and Kogan, BRAVO, USENIX ATC 2019): changes of one word are its
 * readers; K10's is that of biased locks (Kawachiya, Koseki and Onodera, OOPSLA 2002). */
#include "bias.h"

#include "mmf.h"
#include "shared.h"

#define GOING_ON (MMF_PASS_ENDED - 1) /* the bits of passes that have not */
#define LOOKS 2000  /* at a slot, before its owner's life is asked for */
#define PAUSES_MS 2 /* then, for somebody in a pass that has lost its processor */

void mmf_bias_forget(mmf_ns *ns)
{
    ns->changing = (mmf_lanes){{NULL}, 0};
    ns->bias_refused = 0;
}

void mmf_bias_lose(mmf_ns *ns) { mmf_lanes_lose(&ns->changing); }

/* The words that say who of a slot is in a pass; NULL: there are not so many. */
static inline uint64_t *passes_at(mmf_segment *s, struct mmf_slot_shm *slot, uint32_t i)
{
    if (i == 0)
        return &slot->changers;
    struct mmf_lane_shm *lane = mmf_lane_at(s, slot, i - 1);
    return lane ? &lane->changing : NULL;
}

/* What was counted stays, and a dead one's pass becomes one that has ended (K9). */
void mmf_bias_clear(mmf_segment *s, struct mmf_slot_shm *slot)
{
    uint64_t *passes;
    for (uint32_t i = 0; (passes = passes_at(s, slot, i)); i++)
        mmf_store(passes, mmf_load(passes) + (mmf_load(passes) & GOING_ON) * (MMF_PASS_ENDED - 1));
}

/* ---- changing words ---- */

/* Have a slot to say it in, and the barriers of others (K6): some milliseconds in a process of several threads. */
void mmf_bias_join(mmf_ns *ns)
{
    if (!mmf_has_slot(ns) || __atomic_load_n(&ns->bias_refused, __ATOMIC_RELAXED))
        return;
    pthread_mutex_lock(&ns->mutex);
    struct mmf_slot_shm *slot = mmf_has_slot(ns) ? mmf_slot_at(&ns->segment, ns->slot) : NULL;
    if (!mmf_lanes_are_set(&ns->changing) && slot && os_barrier_join() != MMF_OK)
        __atomic_store_n(&ns->bias_refused, 1, __ATOMIC_RELAXED);
    else if (!mmf_lanes_are_lost(&ns->changing) && slot)
        mmf_lanes_use(ns, &ns->changing, slot);
    pthread_mutex_unlock(&ns->mutex);
}

static bool has_joined(const mmf_ns *ns) { return mmf_lanes_are_set(&ns->changing); }

/* As far as it can? */
static bool has_joined_in_lane(const mmf_ns *ns) { return has_joined(ns) && !mmf_lanes_may_grow(ns, &ns->changing); }

MMF_COLD uint64_t *mmf_bias_enter_slowly(mmf_ns *ns)
{
    if (!has_joined_in_lane(ns)) {
        mmf_bias_join(ns);
        if (!has_joined(ns))
            return NULL;
        if (mmf_changes_in_lane(ns, mmf_thread_lane))
            return mmf_bias_enter(ns);
    }
    struct mmf_slot_shm *slot = mmf_has_slot(ns) ? mmf_slot_at(&ns->segment, ns->slot) : NULL;
    if (!slot)
        return NULL;
    mmf_crash_point();
    __atomic_fetch_add(&slot->changers, 1, __ATOMIC_SEQ_CST);
    if (mmf_bias_is_for(mmf_bias_look(ns), MMF_BIAS_ALL))
        return &slot->changers;
    mmf_bias_leave_slowly(&slot->changers, false);
    return NULL;
}

MMF_COLD void mmf_bias_leave_slowly(uint64_t *pass, bool changed)
{
    mmf_crash_point();
    __atomic_fetch_add(pass, (changed ? MMF_PASS_ENDED : 0) - 1, __ATOMIC_RELEASE);
}

/* ---- counting them ---- */

/* Has the word been seen outside of a pass? A pass takes some hundred instructions. */
static inline bool ends(const uint64_t *passes, int looks)
{
    for (; looks; looks--, os_relax())
        if (MMF_LIKELY(!(mmf_load_acquire(passes) & GOING_ON)))
            return true;
    return false;
}

static bool is_dead(mmf_ns *ns, uint32_t index) { return !mmf_is_own_slot(ns, index) && mmf_slot_is_dead(ns, index); }

/* Passes that have ended; with `begun` those, too, that go on, or that death ended: who knows what has been stored in
 * them. */
static inline uint64_t count(const uint64_t *passes, bool begun)
{
    uint64_t word = mmf_load_acquire(passes);
    return word / MMF_PASS_ENDED + (begun ? word & GOING_ON : 0);
}

/* MMF_CORRUPT. */
static mmf_status count_all(mmf_ns *ns, bool begun, uint64_t *all)
{
    uint32_t capacity = mmf_slot_capacity(&ns->segment);
    *all = 0;
    for (uint32_t index = 0; index < capacity; index++) {
        struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, index);
        if (!slot)
            return MMF_CORRUPT;
        const uint64_t *passes;
        for (uint32_t i = 0; (passes = passes_at(&ns->segment, slot, i)); i++)
            *all += count(passes, begun);
    }
    return MMF_OK;
}

/* MMF_BUSY: somebody is in a pass. MMF_CORRUPT. */
static mmf_status count_between(mmf_ns *ns, uint64_t *all)
{
    uint32_t capacity = mmf_slot_capacity(&ns->segment);
    *all = 0;
    for (uint32_t index = 0; index < capacity; index++) {
        struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, index);
        if (!slot)
            return MMF_CORRUPT;
        const uint64_t *passes;
        for (uint32_t i = 0; (passes = passes_at(&ns->segment, slot, i)); i++) {
            bool dead = !ends(passes, MMF_LOOKS);
            if (dead && !is_dead(ns, index))
                return MMF_BUSY;
            *all += count(passes, dead);
        }
    }
    return MMF_OK;
}

static mmf_status log_state(mmf_ns *ns, bool between, uint64_t *state)
{
    struct mmf_super_shm *super = mmf_super_of(ns);
    uint64_t bias = mmf_load_acquire(&super->bias), all;
    *state = mmf_load_acquire(&super->log_state);
    if (MMF_LIKELY(!(bias & MMF_BIAS_STATES)))
        return MMF_OK;
    if (MMF_UNLIKELY((bias & MMF_BIAS_STATES) == MMF_BIAS_COUNTED))
        return MMF_BUSY; /* counted already, or not */
    uint64_t base = mmf_load_acquire(&super->bias_base);
    mmf_status status = between ? count_between(ns, &all) : count_all(ns, false, &all);
    if (status != MMF_OK)
        return status;
    mmf_read_fence();
    *state += (all - base) << MMF_LOG_OPERATION_SHIFT;
    return mmf_load_data(&super->bias) == bias ? MMF_OK : MMF_BUSY; /* else they are not of one moment */
}

mmf_status mmf_bias_log_state(mmf_ns *ns, uint64_t *state) { return log_state(ns, true, state); }

uint64_t mmf_bias_uncounted(mmf_ns *ns)
{
    uint64_t all, base = mmf_load(&mmf_super_of(ns)->bias_base);
    if (!(mmf_load(&mmf_super_of(ns)->bias) & MMF_BIAS_STATES) || count_all(ns, false, &all) != MMF_OK)
        return 0;
    return (all - base) << MMF_LOG_OPERATION_SHIFT;
}

uint64_t mmf_bias_commits(mmf_ns *ns)
{
    uint64_t state;
    for (int tries = 0; tries < MMF_LOOKS && log_state(ns, false, &state) == MMF_BUSY; tries++)
        os_relax();
    return state >> MMF_LOG_OPERATION_SHIFT;
}

/* ---- granting and revoking; lock held ---- */

bool mmf_bias_grant(mmf_ns *ns)
{
    struct mmf_super_shm *super = mmf_super_of(ns);
    uint64_t base, who = mmf_bias_whose(mmf_load(&super->bias_count));
    if (!has_joined_in_lane(ns) && !__atomic_load_n(&ns->bias_refused, __ATOMIC_RELAXED))
        return false;
    mmf_store(&super->bias_count, 0);
    /* Who revoked it last may have given up waiting. */
    if (!has_joined(ns) || mmf_load(&super->shared) || mmf_bias_is_granted(ns) || mmf_bias_check(ns) != MMF_OK ||
        count_all(ns, false, &base) != MMF_OK)
        return true;
    mmf_store(&super->bias_base, base); /* too low if somebody died in a pass: then the number moves on (K9) */
    uint64_t whom = who && who == mmf_bias_me(ns) && mmf_changes_in_lane(ns, mmf_thread_lane) ? who : MMF_BIAS_ALL;
    mmf_store_release(&super->bias, mmf_load(&super->bias) + MMF_BIAS_TERM + (whom << 2 | MMF_BIAS_GRANTED));
    return true;
}

static mmf_status wait_for(mmf_ns *ns, uint32_t index, const uint64_t *passes)
{
    for (int pauses = 0;; pauses++) {
        if (ends(passes, LOOKS))
            return MMF_OK;
        if (is_dead(ns, index)) {
            mmf_leave_chores(ns, MMF_CHORES_ALL); /* its slot is to be cleared */
            return MMF_OK;
        }
        if (pauses == PAUSES_MS || os_pause_ms(1) != MMF_OK)
            break;
    }
    mmf_note_refused(ns, MMF_REFUSED_BY_CHANGERS);
    return MMF_BUSY;
}

MMF_COLD mmf_status mmf_bias_revoke(mmf_ns *ns)
{
    struct mmf_super_shm *super = mmf_super_of(ns);
    uint64_t bias = mmf_load(&super->bias) & ~MMF_BIAS_STATES, all;
    mmf_store(&super->bias, bias | MMF_BIAS_REVOKED);
    os_barrier_joined(); /* K6 */
    uint32_t capacity = mmf_slot_capacity(&ns->segment);
    for (uint32_t index = 0; index < capacity; index++) {
        struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, index);
        if (!slot)
            return MMF_CORRUPT;
        const uint64_t *passes;
        for (uint32_t i = 0; (passes = passes_at(&ns->segment, slot, i)); i++) {
            mmf_status status = wait_for(ns, index, passes);
            if (status != MMF_OK)
                return status;
        }
    }
    /* Those who died in a pass may be alive again, for all that can be asked: another has their slot, and has not
     * cleared it. */
    mmf_status status = count_all(ns, true, &all);
    if (status != MMF_OK)
        return status;
    uint64_t changes = all - mmf_load(&super->bias_base);
    mmf_store(&super->bias, bias | MMF_BIAS_COUNTED);
    mmf_write_fence();
    mmf_store(&super->log_state, mmf_load(&super->log_state) + (changes << MMF_LOG_OPERATION_SHIFT));
    mmf_store(&super->bias_count, 0);
    (void)mmf_log_begin(&ns->log); /* the operation number has moved */
    mmf_store_release(&super->bias, bias & ~(MMF_BIAS_TERM - 1));
    return MMF_OK;
}
