/* array.h -- arrays in private memory that grow. */
#ifndef MMF_ARRAY_H
#define MMF_ARRAY_H

#include "base.h"

/* An array of elements of `each` bytes, or NULL, with twice the capacity; with that of `first` elements if it had none.
 * NULL: there is no memory, and all is as it was. */
void *mmf_array_widen(void *array, size_t *capacity, size_t first, size_t each);

#endif
