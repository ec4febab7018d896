/* handles.c -- counts this process's handles by container, so that a container which it deletes while it still holds
 * handles on it lives on as an orphan. A serial that changed tells that the counts are of a container long gone. */
#include "handles.h"

#include <stdlib.h>

void mmf_handles_init(mmf_handles *h)
{
    *h = (mmf_handles){.slots = NULL};
    pthread_mutex_init(&h->mutex, NULL);
}

void mmf_handles_clear(mmf_handles *h)
{
    free(h->slots);
    pthread_mutex_destroy(&h->mutex);
}

static size_t home_of(const mmf_handles *h, mmf_off off, uint64_t serial)
{
    return (size_t)((off / MMF_UNIT ^ serial) * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (h->capacity - 1);
}

/* The slot of a container, or the empty one where it would go. */
static mmf_handle_count *find(const mmf_handles *h, mmf_off off, uint64_t serial)
{
    size_t i = home_of(h, off, serial);
    while (h->slots[i].off && (h->slots[i].off != off || h->slots[i].serial != serial))
        i = (i + 1) & (h->capacity - 1);
    return &h->slots[i];
}

static bool grow(mmf_handles *h)
{
    mmf_handles wider = {.capacity = h->capacity ? 2 * h->capacity : 16};
    wider.slots = calloc(wider.capacity, sizeof *wider.slots);
    if (!wider.slots)
        return false;
    for (size_t i = 0; i < h->capacity; i++)
        if (h->slots[i].off)
            *find(&wider, h->slots[i].off, h->slots[i].serial) = h->slots[i];
    free(h->slots);
    h->slots = wider.slots;
    h->capacity = wider.capacity;
    return true;
}

/* Empty a slot, shifting back those behind it that probed past it. */
static void vacate(mmf_handles *h, size_t hole)
{
    size_t mask = h->capacity - 1;
    for (size_t i = (hole + 1) & mask; h->slots[i].off; i = (i + 1) & mask)
        if (((i - home_of(h, h->slots[i].off, h->slots[i].serial)) & mask) >= ((i - hole) & mask)) {
            h->slots[hole] = h->slots[i];
            hole = i;
        }
    h->slots[hole].off = 0;
    __atomic_store_n(&h->used, h->used - 1, __ATOMIC_RELAXED);
}

mmf_status mmf_handles_add(mmf_handles *h, mmf_off off, uint64_t serial)
{
    mmf_status status = MMF_OK;
    pthread_mutex_lock(&h->mutex);
    if (4 * (h->used + 1) > 3 * h->capacity && !grow(h)) {
        status = MMF_NOMEM;
    } else {
        mmf_handle_count *slot = find(h, off, serial);
        if (!slot->off) {
            *slot = (mmf_handle_count){off, serial, 0};
            __atomic_store_n(&h->used, h->used + 1, __ATOMIC_RELAXED);
        }
        slot->count++;
    }
    pthread_mutex_unlock(&h->mutex);
    return status;
}

bool mmf_handles_drop(mmf_handles *h, mmf_off off, uint64_t serial)
{
    bool last = false;
    pthread_mutex_lock(&h->mutex);
    mmf_handle_count *slot = h->capacity ? find(h, off, serial) : NULL;
    if (slot && slot->off && !--slot->count) {
        vacate(h, (size_t)(slot - h->slots));
        last = true;
    }
    pthread_mutex_unlock(&h->mutex);
    return last;
}

bool mmf_handles_has(mmf_handles *h, mmf_off off, uint64_t serial)
{
    if (!__atomic_load_n(&h->used, __ATOMIC_RELAXED))
        return false;
    pthread_mutex_lock(&h->mutex);
    bool has = h->capacity && find(h, off, serial)->off;
    pthread_mutex_unlock(&h->mutex);
    return has;
}
