/* saved.h -- a saved namespace: the file that mmf_save_... writes and mmf_load_saved() reads. FORMAT.md explains it to
 * people.
 *
 *     | head, one page | page 0 of the namespace | page 1 | ...
 *
 * D1  The head is written last, and holds a checksum of itself and one of all pages in their order. A file whose length
 *     or checksums are wrong is refused before anything else of it is believed.
 * D2  A page enters the checksum by its fingerprint. Both are made by steps that are one-to-one in the word that enters
 *     and in what was before: what is changed within one word of 64 bits is found for certain, any other accident but
 *     for a chance of 2^-64. Against malice there is nothing in it. */
#ifndef MMF_SAVED_H
#define MMF_SAVED_H

#include "layout.h"

#define MMF_SAVED_MAGIC UINT64_C(0x3130455641534d89) /* bytes 89 'MSAVE01' */
#define MMF_SAVED_VERSION 1
#define MMF_SAVED_NAME_BYTES 256 /* as in mmf.h */

struct mmf_saved_head {
    uint64_t magic;
    uint64_t version;
    uint64_t byte_order;
    uint64_t mode; /* permission bits of the namespace's file */
    uint64_t image_bytes; /* of the namespace; its pages follow this one */
    uint64_t when_ns; /* CLOCK_REALTIME */
    uint64_t checksum; /* of the pages */
    char name[MMF_SAVED_NAME_BYTES]; /* UTF-8 or what else names files here; zeros behind */
    uint64_t spare[MMF_PAGE / 8 - 7 - MMF_SAVED_NAME_BYTES / 8 - 1];
    uint64_t head_checksum; /* of the words before */
};
_Static_assert(sizeof(struct mmf_saved_head) == MMF_PAGE, "a page");

static inline uint64_t mmf_saved_pages(const struct mmf_saved_head *head)
{
    return mmf_round_up(head->image_bytes, MMF_PAGE) / MMF_PAGE;
}

/* One step of both sums. */
static inline uint64_t mmf_mix(uint64_t sum, uint64_t word)
{
    sum = (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return sum ^ sum >> 32;
}
#define MMF_SAVED_CHECKSUM_START UINT64_C(0x6d6d667368617265)

uint64_t mmf_fingerprint(const uint64_t *page); /* of MMF_PAGE bytes */

/* Fill in the head's own checksum. */
void mmf_saved_seal(struct mmf_saved_head *head);
/* Is it the head of a saved namespace that this mmfshare reads, in a file of that length? MMF_CORRUPT: *what says why
 * not. */
MMF_UNUSED_RESULT mmf_status mmf_saved_check(const struct mmf_saved_head *head, uint64_t file_bytes, const char **what);

#endif
