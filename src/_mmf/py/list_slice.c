/* list_slice.c -- slices, and removal.
 *
 * Bounds of a slice depend on the length, so a change first takes the lock, then asks the length, then changes: one
 * atomic step. All values are encoded before. A plain copy of a slice needs no lock: it is made again when the list has
 * got another length meanwhile. */
#include "decode.h"
#include "encode.h"
#include "errors.h"
#include "list_type.h"
#include "take.h"
#include "wait.h"

/* ------------------------------------------------------------------ removing one */

static mmf_status remove_at(const Handle *self, const void *index, mmf_buffer *old)
{
    return mmf_list_remove(&self->ref, *(const int64_t *)index, old);
}

int list_delete(const Handle *self, int64_t index)
{
    mmf_status status;
    wait w = WAIT_START;
    if (!handle_usable(self))
        return -1;
    do
        status = remove_at(self, &index, NULL);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    if (LIKELY(status == MMF_OK))
        return 0;
    if (status == MMF_RANGE)
        PyErr_SetString(PyExc_IndexError, "list assignment index out of range");
    else
        raise_status(self, status);
    return -1;
}

PyObject *list_pop(const Handle *self, int64_t index)
{
    mmf_status status;
    uint64_t count = 0;
    if (!handle_usable(self))
        return NULL;
    PyObject *value = take(self, remove_at, &index, take_one, &status);
    bool is_open = !namespace_is_closed(self->ns); /* dropping a value that was read in vain may have closed it */
    if (status == MMF_RANGE && is_open && mmf_list_len(&self->ref, &count) == MMF_OK && count == 0)
        PyErr_SetString(PyExc_IndexError, "pop from empty list");
    else if (status == MMF_RANGE)
        PyErr_SetString(PyExc_IndexError, "pop index out of range");
    else if (status != MMF_OK)
        raise_status(self, status);
    return value;
}

/* ------------------------------------------------------------------ reading */

/* One try. MMF_BUSY also when the list has got another length between asking for it and copying. */
static mmf_status copy_slice(const mmf_ref *list, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t step,
                             mmf_buffer *buffer, Py_ssize_t *count)
{
    uint64_t length;
    mmf_status status = mmf_list_len(list, &length);
    if (status != MMF_OK)
        return status;
    *count = PySlice_AdjustIndices((Py_ssize_t)length, &start, &stop, step);
    if (!*count)
        return MMF_OK;
    status = mmf_list_export(list, length, start, step, (uint64_t)*count, buffer, NULL);
    return status == MMF_RANGE ? MMF_BUSY : status;
}

PyObject *list_get_slice(const Handle *self, PyObject *slice)
{
    Py_ssize_t start, stop, step, count;
    mmf_buffer buffer;
    mmf_status status;
    wait w = WAIT_START;
    if (PySlice_Unpack(slice, &start, &stop, &step) < 0 || !handle_usable(self))
        return NULL;
    mmf_buffer_init(&buffer);
    do
        status = copy_slice(&self->ref, start, stop, step, &buffer, &count);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    PyObject *list = status == MMF_OK ? decode_values(self, &buffer, count) : raise_status(self, status);
    mmf_buffer_clear(&buffer);
    return list;
}

/* ------------------------------------------------------------------ changing */

/* A slice and what is to come in its place. */
typedef struct change {
    Py_ssize_t start, stop, step; /* as given */
    const mmf_value *values;
    size_t count;
    bool is_delete;
    Py_ssize_t items; /* result: how many items the slice had */
} change;

/* Keep all but the `items` (> 0) items from, from + step, ... */
static mmf_status delete_extended(const mmf_ref *list, uint64_t length, uint64_t from, uint64_t step, uint64_t items)
{
    mmf_out last;
    mmf_out_init(&last); /* is it there? The length may be a lie, and memory is taken for it below */
    mmf_status status = mmf_list_get(list, (int64_t)length - 1, &last);
    mmf_out_clear(&last);
    if (status != MMF_OK)
        return status;
    uint64_t *order = malloc((length - items + 1) * sizeof *order), kept = 0;
    if (!order)
        return MMF_NOMEM;
    for (uint64_t i = 0; i < length; i++)
        if (i < from || (i - from) % step || (i - from) / step >= items)
            order[kept++] = i;
    status = mmf_list_permute(list, order, kept, MMF_ANY_STAMP);
    free(order);
    return status;
}

/* The lock is held. MMF_RANGE: an extended slice of another size than the values. */
static mmf_status change_locked(const mmf_ref *list, change *c)
{
    uint64_t length;
    mmf_status status = mmf_list_len(list, &length);
    if (status != MMF_OK)
        return status;
    Py_ssize_t start = c->start, stop = c->stop, step = c->step;
    c->items = PySlice_AdjustIndices((Py_ssize_t)length, &start, &stop, step);
    if (step == 1)
        return mmf_list_splice(list, start, (uint64_t)c->items, c->values, c->count);
    if (!c->is_delete)
        return (size_t)c->items == c->count ? mmf_list_assign(list, start, step, c->values, c->count, MMF_ANY_STAMP)
                                            : MMF_RANGE;
    if (c->items == 0)
        return MMF_OK;
    if (step < 0) { /* the same items from the left */
        start += step * (c->items - 1);
        step = -step;
    }
    return delete_extended(list, length, (uint64_t)start, (uint64_t)step, (uint64_t)c->items);
}

static int apply(const Handle *self, change *c)
{
    mmf_ns *ns = self->ref.ns;
    mmf_status status;
    wait w = WAIT_START;
    if (!handle_usable(self))
        return -1;
    do {
        status = mmf_lock(ns, 0, false);
        if (status == MMF_OK) {
            status = change_locked(&self->ref, c);
            (void)mmf_unlock(ns, false);
        }
    } while (wait_more(&w, self, &status));
    wait_end(&w, self);
    if (status == MMF_OK)
        return 0;
    if (status == MMF_RANGE)
        PyErr_Format(PyExc_ValueError, "attempt to assign sequence of size %zu to extended slice of size %zd", c->count,
                     c->items);
    else
        raise_status(self, status);
    return -1;
}

int list_set_slice(const Handle *self, PyObject *slice, PyObject *values)
{
    change c = {.is_delete = !values};
    mmf_value *encoded;
    encoder e;
    if (PySlice_Unpack(slice, &c.start, &c.stop, &c.step) < 0)
        return -1;
    if (c.is_delete)
        return apply(self, &c);
    PyObject *list = list_collect(
        self, values, c.step == 1 ? "can only assign an iterable" : "must assign iterable to extended slice");
    if (!list)
        return -1;
    encoder_init(&e, self);
    int failed = encode_elements(&e, list, &encoded, &c.count);
    c.values = encoded;
    if (!failed)
        failed = apply(self, &c);
    encoder_clear(&e);
    Py_DECREF(list);
    return failed;
}
