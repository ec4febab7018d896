/* dict_type.c -- _mmf.Dict: the operations on one item. Those on the whole dict are in dict_bulk.c.
 *
 * A hot path takes keys and values that need no memory (encode_key_fast, plain_encode); others go through an encoder in
 * a cold function that ends in the same inline operation. */
#include "dict_type.h"

#include "args.h"
#include "decode.h"
#include "encode.h"
#include "errors.h"
#include "take.h"
#include "wait.h"

/* ------------------------------------------------------------------ reading */

static NOINLINE PyObject *get_otherwise(const Handle *self, const mmf_key *k, PyObject *key, PyObject *missing,
                                        mmf_status status, mmf_out *out)
{
    wait w = WAIT_START;
    while (wait_more(&w, self, &status))
        status = mmf_dict_get(&self->ref, k, out);
    wait_end(&w, self);
    if (status == MMF_OK)
        return decode_value(self, out);
    mmf_out_clear(out); /* of a try before */
    if (LIKELY(status == MMF_NOT_FOUND))
        return missing ? Py_NewRef(missing) : raise_key(key);
    return raise_status(self, status);
}

/* The value; or `missing`, if it is not NULL; else KeyError. */
static ALWAYS_INLINE PyObject *get(const Handle *self, const mmf_key *k, PyObject *key, PyObject *missing)
{
    mmf_out out;
    decode_begin(&out);
    mmf_status status = mmf_dict_get(&self->ref, k, &out);
    return LIKELY(status == MMF_OK) ? decode_value(self, &out) : get_otherwise(self, k, key, missing, status, &out);
}

static COLD PyObject *get_slowly(const Handle *self, PyObject *key, PyObject *missing)
{
    encoder e;
    mmf_key k;
    if (!encode_pair(&e, self, key, &k, NULL, NULL))
        return NULL;
    PyObject *value = get(self, &k, key, missing);
    encoder_clear(&e);
    return value;
}

static NOINLINE PyObject *get_by_key(const Handle *self, PyObject *key, PyObject *missing)
{
    mmf_key k;
    return LIKELY(encode_key_fast(self, key, &k)) ? get(self, &k, key, missing) : get_slowly(self, key, missing);
}

/* A glance was not enough, or found nothing. */
static NOINLINE PyObject *get_after_glance(const Handle *self, PyObject *key, PyObject *missing, mmf_status status,
                                           mmf_out *out)
{
    mmf_out_clear(out);
    if (status == MMF_NOT_FOUND)
        return missing ? Py_NewRef(missing) : raise_key(key);
    return get_by_key(self, key, missing);
}

static NOINLINE FLATTEN PyObject *get_at_glance(Handle *self, PyObject *key, PyObject *missing, mmf_cell cell)
{
    mmf_out out;
    decode_begin(&out);
    mmf_status status = mmf_dict_glance(&self->ref, &self->memo, cell, &out);
    if (UNLIKELY(status != MMF_OK))
        return get_after_glance(self, key, missing, status, &out);
    return LIKELY(mmf_cell_tag(out.cell) == MMF_TAG_INT)
               ? compat_long_reuse(&self->state->last_int, (int64_t)out.cell.w1)
               : decode_other(self, &out);
}

static ALWAYS_INLINE PyObject *look_up(PyObject *object, PyObject *key, PyObject *missing)
{
    Handle *self = (Handle *)object;
    mmf_cell cell;
    if (!handle_usable(self))
        return NULL;
    return LIKELY(encode_key_cell(key, &cell)) ? get_at_glance(self, key, missing, cell)
                                               : get_by_key(self, key, missing);
}

static PyObject *Dict_mp_subscript(PyObject *self, PyObject *key) { return look_up(self, key, NULL); }

static PyObject *Dict_meth_get(PyObject *self, PyObject *const *args, Py_ssize_t given)
{
    return args_count("get", given, 1, 2) ? look_up(self, args[0], given > 1 ? args[1] : Py_None) : NULL;
}

static ALWAYS_INLINE int contains(const Handle *self, const mmf_key *k)
{
    mmf_status status;
    wait w = WAIT_START;
    do
        status = mmf_dict_contains(&self->ref, k);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    if (LIKELY(status == MMF_OK || status == MMF_NOT_FOUND))
        return status == MMF_OK;
    raise_status(self, status);
    return -1;
}

static COLD int contains_slowly(const Handle *self, PyObject *key)
{
    encoder e;
    mmf_key k;
    if (!encode_pair(&e, self, key, &k, NULL, NULL))
        return -1;
    int found = contains(self, &k);
    encoder_clear(&e);
    return found;
}

static NOINLINE int contains_key(const Handle *self, PyObject *key)
{
    mmf_key k;
    return LIKELY(encode_key_fast(self, key, &k)) ? contains(self, &k) : contains_slowly(self, key);
}

static int Dict_sq_contains(PyObject *object, PyObject *key)
{
    Handle *self = (Handle *)object;
    mmf_cell cell;
    if (!handle_usable(self))
        return -1;
    if (UNLIKELY(!encode_key_cell(key, &cell)))
        return contains_key(self, key);
    mmf_status status = mmf_dict_glance_contains(&self->ref, &self->memo, cell);
    return LIKELY(status == MMF_OK || status == MMF_NOT_FOUND) ? status == MMF_OK : contains_key(self, key);
}

static PyObject *Dict_meth_contains(PyObject *self, PyObject *key)
{
    int found = Dict_sq_contains(self, key);
    return found < 0 ? NULL : PyBool_FromLong(found);
}

static Py_ssize_t Dict_mp_length(PyObject *object)
{
    const Handle *self = (const Handle *)object;
    uint64_t count;
    mmf_status status;
    wait w = WAIT_START;
    if (!handle_usable(self))
        return -1;
    do
        status = mmf_dict_len(&self->ref, &count);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    if (LIKELY(status == MMF_OK))
        return (Py_ssize_t)count;
    raise_status(self, status);
    return -1;
}

/* ------------------------------------------------------------------ writing */

static ALWAYS_INLINE int set(const Handle *self, const mmf_key *k, const mmf_value *v)
{
    mmf_status status;
    wait w = WAIT_START;
    do
        status = mmf_dict_set(&self->ref, k, v);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    if (LIKELY(status == MMF_OK))
        return 0;
    raise_status(self, status);
    return -1;
}

static COLD int set_slowly(const Handle *self, PyObject *key, PyObject *value)
{
    encoder e;
    mmf_key k;
    mmf_value v;
    if (!encode_pair(&e, self, key, &k, value, &v))
        return -1;
    int failed = set(self, &k, &v);
    encoder_clear(&e);
    return failed;
}

static mmf_status remove_key(const Handle *self, const void *key, mmf_buffer *old)
{
    return mmf_dict_remove(&self->ref, key, old);
}

static int delete(const Handle *self, PyObject *key)
{
    encoder e;
    mmf_key k;
    mmf_status status;
    wait w = WAIT_START;
    if (!encode_pair(&e, self, key, &k, NULL, NULL))
        return -1;
    do
        status = mmf_dict_remove(&self->ref, &k, NULL);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    encoder_clear(&e);
    if (LIKELY(status == MMF_OK))
        return 0;
    status == MMF_NOT_FOUND ? raise_key(key) : raise_status(self, status);
    return -1;
}

static int Dict_mp_ass_subscript(PyObject *object, PyObject *key, PyObject *value)
{
    const Handle *self = (const Handle *)object;
    mmf_key k;
    mmf_value v;
    if (UNLIKELY(!value))
        return delete(self, key);
    if (!handle_usable(self))
        return -1;
    return LIKELY(plain_encode(value, &v) && encode_key_fast(self, key, &k)) ? set(self, &k, &v)
                                                                             : set_slowly(self, key, value);
}

static PyObject *Dict_meth_setdefault(PyObject *object, PyObject *const *args, Py_ssize_t given)
{
    const Handle *self = (const Handle *)object;
    encoder e;
    mmf_key k;
    mmf_value v;
    mmf_out out;
    mmf_status status;
    bool inserted;
    wait w = WAIT_START;
    if (!args_count("setdefault", given, 1, 2))
        return NULL;
    if (given > 1 && !plain_encode(args[1], &v)) { /* dict looks first, whatever the default is */
        PyObject *found = get_slowly(self, args[0], self->state->absent);
        if (found != self->state->absent)
            return found;
        Py_DECREF(found);
    }
    if (!encode_pair(&e, self, args[0], &k, given > 1 ? args[1] : Py_None, &v))
        return NULL;
    decode_begin(&out);
    do
        status = mmf_dict_setdefault(&self->ref, &k, &v, &out, &inserted);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    PyObject *value = status == MMF_OK ? decode_value(self, &out) : raise_status(self, status);
    if (status != MMF_OK)
        mmf_out_clear(&out);
    encoder_clear(&e);
    return value;
}

static PyObject *Dict_meth_pop(PyObject *object, PyObject *const *args, Py_ssize_t given)
{
    const Handle *self = (const Handle *)object;
    encoder e;
    mmf_key k;
    mmf_status status;
    if (!args_count("pop", given, 1, 2) || !encode_pair(&e, self, args[0], &k, NULL, NULL))
        return NULL;
    PyObject *value = take(self, remove_key, &k, take_one, &status);
    encoder_clear(&e);
    if (LIKELY(status == MMF_OK))
        return value;
    if (status != MMF_NOT_FOUND)
        return raise_status(self, status);
    return given > 1 ? Py_NewRef(args[1]) : raise_key(args[0]);
}

/* ------------------------------------------------------------------ read-modify-write */

static ALWAYS_INLINE PyObject *add(const Handle *self, const mmf_key *k, mmf_cell delta)
{
    mmf_cell result;
    mmf_status status;
    wait w = WAIT_START;
    do
        status = mmf_dict_add(&self->ref, k, delta, &result);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    return LIKELY(status == MMF_OK) ? plain_from_number(result, &self->state->last_int) : raise_status(self, status);
}

static COLD PyObject *add_slowly(const Handle *self, PyObject *key, mmf_cell delta)
{
    encoder e;
    mmf_key k;
    if (!encode_pair(&e, self, key, &k, NULL, NULL))
        return NULL;
    PyObject *result = add(self, &k, delta);
    encoder_clear(&e);
    return result;
}

static PyObject *Dict_meth_add(PyObject *object, PyObject *const *args, Py_ssize_t given, PyObject *keywords)
{
    const Handle *self = (const Handle *)object;
    PyObject *n = NULL;
    mmf_cell delta = mmf_cell_int(1);
    mmf_key k;
    if (UNLIKELY(given != 1 || keywords) && !args_last_keyword("add", "n", args, given, 2, keywords, &n))
        return NULL;
    if ((n && plain_delta(n, &delta) < 0) || !handle_usable(self))
        return NULL;
    return LIKELY(encode_key_fast(self, args[0], &k)) ? add(self, &k, delta) : add_slowly(self, args[0], delta);
}

static PyObject *Dict_meth_compare_exchange(PyObject *object, PyObject *const *args, Py_ssize_t given)
{
    if (!args_count("compare_exchange", given, 3, 3))
        return NULL;
    return dict_compare_exchange((const Handle *)object, args[0], NULL, args[1], args[2]);
}

/* encode_pair(), for a value that may be ABSENT. */
static bool encode_or_absent(encoder *e, const Handle *self, PyObject *key, mmf_key *k, PyObject *value, mmf_value *v)
{
    *v = (mmf_value){mmf_cell_plain(MMF_TAG_EMPTY, 0), NULL};
    return encode_pair(e, self, key, k, value == self->state->absent ? NULL : value, v);
}

PyObject *dict_compare_exchange(const Handle *self, PyObject *key, const mmf_key *ready, PyObject *old, PyObject *new)
{
    encoder first, second;
    mmf_key k;
    mmf_value expected, desired;
    mmf_status status;
    bool exchanged;
    wait w = WAIT_START;
    if (!encode_or_absent(&first, self, NULL, NULL, old, &expected))
        return NULL;
    if (!encode_or_absent(&second, self, ready ? NULL : key, &k, new, &desired)) {
        encoder_clear(&first);
        return NULL;
    }
    do
        status = mmf_dict_compare_exchange(&self->ref, ready ? ready : &k, &expected, &desired, &exchanged);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    if (status != MMF_OK)
        raise_status(self, status);
    encoder_clear(&second);
    encoder_clear(&first);
    return status == MMF_OK ? PyBool_FromLong(exchanged) : NULL;
}

/* ------------------------------------------------------------------ the type */

static PyMethodDef dict_methods[] = {
    {"get", (PyCFunction)(void (*)(void))Dict_meth_get, METH_FASTCALL,
     PyDoc_STR("get($self, key, default=None, /)\n--\n\nThe value of the key, or default. A dict or list comes as a "
               "live handle.")},
    {"setdefault", (PyCFunction)(void (*)(void))Dict_meth_setdefault, METH_FASTCALL,
     PyDoc_STR("setdefault($self, key, default=None, /)\n--\n\n"
               "The value of the key; if it is absent, default is stored first. One atomic step.")},
    {"pop", (PyCFunction)(void (*)(void))Dict_meth_pop, METH_FASTCALL,
     PyDoc_STR("pop($self, key, default=..., /)\n--\n\n"
               "Remove the key and return its value, a dict or list as a plain copy.\n\n"
               "If it is absent: default if that is given, else KeyError.")},
    {"add", (PyCFunction)(void (*)(void))Dict_meth_add, METH_FASTCALL | METH_KEYWORDS,
     PyDoc_STR(
         "add($self, key, /, n=1)\n--\n\n"
         "Add n to a number and return the new value, in one atomic step. Absent and None count as 0.\n\n"
         "TypeError: there is something else, or an int beyond 64 bits. OverflowError: the sum would leave 64 bits.")},
    {"compare_exchange", (PyCFunction)(void (*)(void))Dict_meth_compare_exchange, METH_FASTCALL,
     PyDoc_STR("compare_exchange($self, key, old, new, /)\n--\n\n"
               "Store new if the value equals old in type and value as stored; True if it did.\n\n"
               "mmfshare.ABSENT as old matches an absent key; as new it removes the key.")},
    {"popitem", dict_popitem, METH_NOARGS,
     PyDoc_STR(
         "popitem($self, /)\n--\n\nRemove the last item and return it as a pair. KeyError when the dict is empty.")},
    {"clear", dict_clear, METH_NOARGS, PyDoc_STR("clear($self, /)\n--\n\nRemove all items, in one atomic step.")},
    {"update", (PyCFunction)(void (*)(void))dict_update, METH_FASTCALL | METH_KEYWORDS,
     PyDoc_STR(
         "update($self, other=(), /, **items)\n--\n\n"
         "Set the items of a mapping or of an iterable of pairs. All are taken first, and set in one atomic step.")},
    {"get_many", (PyCFunction)(void (*)(void))dict_get_many, METH_FASTCALL | METH_KEYWORDS,
     PyDoc_STR("get_many($self, keys, /, default=None)\n--\n\n"
               "The values of all keys, in their order, as a list of one instant; default for each that is absent.\n\n"
               "A dict or list comes as a live handle. The keys are any iterable, and are taken first.")},
    {"snapshot", dict_snapshot, METH_NOARGS,
     PyDoc_STR("snapshot($self, /)\n--\n\nA plain dict, with plain dicts and lists below it, of one instant.")},
    {"_snapshot_stamp", dict_snapshot_stamp, METH_NOARGS, PyDoc_STR("The snapshot, and a stamp of its instant.")},
    {"_replace", (PyCFunction)(void (*)(void))dict_replace, METH_FASTCALL,
     PyDoc_STR("Replace all items by those of a plain dict, unless something moved since the stamp (not None).")},
    {"__reversed__", dict_reversed, METH_NOARGS, PyDoc_STR("Iterate over the keys, the last one first.")},
    {"_iter", (PyCFunction)(void (*)(void))dict_iter, METH_FASTCALL,
     PyDoc_STR("Iterate over keys (0), values (1) or items (2), backwards if the second argument is true.")},
    {NULL, NULL, 0, NULL},
};

PyMethodDef dict_named_slots[] = {
    {"__getitem__", Dict_mp_subscript, METH_O, PyDoc_STR("__getitem__($self, key, /)\n--\n\nReturn self[key].")},
    {"__contains__", Dict_meth_contains, METH_O, PyDoc_STR("__contains__($self, key, /)\n--\n\nReturn key in self.")},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef dict_getset[] = {
    {"_namespace", Handle_get_namespace, NULL, "The namespace it lives in.", NULL},
    {"_ident", Handle_get_ident, NULL, "Offset and serial of the container in its file.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot dict_slots[] = {
    {Py_tp_doc, "A dict that lives in a namespace."},
    {Py_tp_new, Handle_tp_new},
    {Py_tp_dealloc, Handle_tp_dealloc},
    {Py_tp_traverse, Handle_tp_traverse},
    {Py_tp_hash, PyObject_HashNotImplemented},
    {Py_tp_iter, dict_tp_iter},
    {Py_tp_methods, dict_methods},
    {Py_tp_getset, dict_getset},
    {Py_mp_subscript, Dict_mp_subscript},
    {Py_mp_ass_subscript, Dict_mp_ass_subscript},
    {Py_mp_length, Dict_mp_length},
    {Py_sq_contains, Dict_sq_contains},
    {0, NULL},
};
PyType_Spec dict_spec = {
    .name = "mmfshare._mmf.Dict",
    .basicsize = sizeof(Handle),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_MAPPING,
    .slots = dict_slots,
};
