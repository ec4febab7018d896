/* saved.c -- the head of a saved namespace, and the fingerprint of a page. */
#include "saved.h"

#include <string.h>

#define LANES 8 /* that do not wait for each other's multiplication */

uint64_t mmf_fingerprint(const uint64_t *page)
{
    uint64_t lane[LANES], sum = MMF_SAVED_CHECKSUM_START;
    for (unsigned i = 0; i < LANES; i++)
        lane[i] = i;
    for (unsigned at = 0; at < MMF_PAGE / 8; at += LANES)
        for (unsigned i = 0; i < LANES; i++)
            lane[i] = mmf_mix(lane[i], page[at + i]);
    for (unsigned i = 0; i < LANES; i++)
        sum = mmf_mix(sum, lane[i]);
    return sum;
}

static uint64_t head_checksum(const struct mmf_saved_head *head)
{
    uint64_t words[MMF_PAGE / 8];
    memcpy(words, head, sizeof words);
    words[offsetof(struct mmf_saved_head, head_checksum) / 8] = 0;
    return mmf_fingerprint(words);
}

void mmf_saved_seal(struct mmf_saved_head *head) { head->head_checksum = head_checksum(head); }

mmf_status mmf_saved_check(const struct mmf_saved_head *head, uint64_t file_bytes, const char **what)
{
    *what = NULL;
    if (head->magic == MMF_MAGIC)
        *what = "it is a namespace in use, not one that was saved; open it by mmfshare.open(swapfile=...)";
    else if (head->magic != MMF_SAVED_MAGIC)
        *what = "it is no saved namespace (no magic number); give a file that ns.save() wrote";
    else if (head->byte_order != MMF_BYTE_ORDER)
        *what = "it was saved on a machine of another byte order; load it there";
    else if (head->version != MMF_SAVED_VERSION)
        *what = "it was saved in another version of the format than this mmfshare reads; load it with that version";
    else if (head->head_checksum != head_checksum(head))
        *what = "the checksum of its first page is wrong, so it was changed after it was saved; take another copy";
    else if (head->image_bytes < MMF_HEAP_OFF || head->image_bytes > MMF_SIZE_MAX ||
             !memchr(head->name, 0, sizeof head->name))
        *what = "its first page makes no sense; take another copy";
    else if (file_bytes != MMF_PAGE + mmf_saved_pages(head) * MMF_PAGE)
        *what = "its length is not what it was when it was saved (cut off?); take another copy";
    return *what ? MMF_CORRUPT : MMF_OK;
}
