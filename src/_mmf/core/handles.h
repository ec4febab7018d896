/* handles.h -- which containers this process holds handles on. Private memory; its own mutex. */
#ifndef MMF_HANDLES_H
#define MMF_HANDLES_H

#include <pthread.h>

#include "base.h"

typedef struct mmf_handle_count {
    mmf_off off; /* of the header; 0: empty slot */
    uint64_t serial;
    uint64_t count;
} mmf_handle_count;

typedef struct mmf_handles {
    pthread_mutex_t mutex;
    mmf_handle_count *slots; /* open addressing */
    size_t capacity, used;
} mmf_handles;

void mmf_handles_init(mmf_handles *h);
void mmf_handles_clear(mmf_handles *h);
MMF_UNUSED_RESULT mmf_status mmf_handles_add(mmf_handles *h, mmf_off off, uint64_t serial); /* MMF_NOMEM */
bool mmf_handles_drop(mmf_handles *h, mmf_off off, uint64_t serial); /* was it the last? */
bool mmf_handles_has(mmf_handles *h, mmf_off off, uint64_t serial);

#endif
