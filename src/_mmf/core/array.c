/* array.c -- arrays in private memory that grow. */
#include "array.h"

#include <stdlib.h>

MMF_COLD void *mmf_array_widen(void *array, size_t *capacity, size_t first, size_t each)
{
    size_t wanted = *capacity ? 2 * *capacity : first;
    void *wider = realloc(array, wanted * each);
    if (wider)
        *capacity = wanted;
    return wider;
}
