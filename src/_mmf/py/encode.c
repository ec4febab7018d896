/* encode.c -- trees of Python values as trees of mmf_value in an arena.
 *
 * Exact dicts and lists become children, handles and tied variables become references or copies, everything else is
 * plain (plain.h), a tuple of plain values (stream.h) or the serializer's. */
#include "encode.h"

#include "decode.h"
#include "errors.h"
#include "serializer.h"
#include "stream.h"

/* The dicts and lists that we are inside of, to find cycles. */
typedef struct ancestor {
    const struct ancestor *up;
    PyObject *object;
} ancestor;

static int encode_inner(encoder *e, PyObject *object, mmf_value *value, const ancestor *up);

/* The core is needed (to hash keys) between pieces of Python code, so keep the attachment. */
static int pin(encoder *e)
{
    if (e->pinned)
        return 0;
    if (!handle_usable(e->handle))
        return -1;
    e->pinned = e->handle->ref.ns;
    mmf_retain(e->pinned);
    return 0;
}

/* Not during the operation, which may wait: in a child that is forked meanwhile nobody would do it (F5). */
static void unpin(encoder *e)
{
    if (e->pinned)
        mmf_close(e->pinned);
    e->pinned = NULL;
}

void encoder_clear(encoder *e)
{
    arena_clear(&e->arena);
    unpin(e);
}

/* ------------------------------------------------------------------ keys */

static int key_with_two_forms(encoder *e, stream *stored, PyObject *object, mmf_key *key)
{
    uint64_t lengths[2] = {0, 0};
    stream normal;
    stream_init(&normal, &e->arena, STREAM_KEY_NORMAL);
    if (stream_append(&normal, object) < 0) {
        stream_drop(&normal);
        return -1;
    }
    lengths[0] = normal.bytes;
    size_t normal_bytes = normal.bytes;
    unsigned char *normal_data = stream_finish(&normal);
    unsigned char *payload = arena_take(&e->arena, 16 + normal_bytes + stored->bytes);
    if (!payload)
        return -1;
    memcpy(payload, lengths, 16);
    memcpy(payload + 16, normal_data, normal_bytes);
    memcpy(payload + 16 + normal_bytes, stored->block->data, stored->bytes);
    key->value.cell = mmf_cell_long(MMF_TAG_KEY, 0, 16 + normal_bytes + stored->bytes);
    key->value.data = payload;
    key->normal.cell = mmf_cell_read(payload + 16);
    key->normal.data = payload + 32;
    return 0;
}

/* A tuple, or a float that is whole and beyond 64 bits: by streams. */
static int key_by_stream(encoder *e, PyObject *object, mmf_key *key)
{
    stream stored;
    stream_init(&stored, &e->arena, STREAM_KEY);
    int failed = stream_append(&stored, object) < 0 ? -1 : 0;
    if (!failed && stored.differs) {
        failed = key_with_two_forms(e, &stored, object, key);
    } else if (!failed) {
        unsigned char *data = stream_finish(&stored);
        key->value.cell = mmf_cell_read(data);
        key->value.data = data + 16;
    }
    stream_drop(&stored);
    return failed;
}

int encode_key(encoder *e, PyObject *object, mmf_key *key)
{
    if (encode_key_fast(e->handle, object, key))
        return 0;
    PyTypeObject *type = key_type_of(object);
    bool differs = false;
    int failed;
    if (!type)
        return raise_key_type(object);
    if (type == &PyTuple_Type || (type == &PyFloat_Type && fabs(PyFloat_AS_DOUBLE(object)) >= 0x1p63))
        failed = key_by_stream(e, object, key);
    else
        failed = key_scalar(&e->arena, object, type, false, &key->value, &differs);
    if (!failed)
        mmf_key_init(e->handle->ref.ns, key);
    return failed;
}

int encode_key_to_keep(const Handle *handle, PyObject *object, mmf_key *key, encoder **memory)
{
    *memory = NULL;
    if (encode_key_fast(handle, object, key))
        return 0;
    if (!(*memory = PyMem_Malloc(sizeof **memory))) {
        PyErr_NoMemory();
        return -1;
    }
    encoder_init(*memory, handle);
    return encode_key(*memory, object, key);
}

void encoder_free(encoder *memory)
{
    if (memory)
        encoder_clear(memory);
    PyMem_Free(memory);
}

/* ------------------------------------------------------------------ containers */

static COLD int raise_cycle(PyObject *object)
{
    PyErr_Format(PyExc_ValueError, "a %s that contains itself cannot be stored: the data must be a tree",
                 Py_TYPE(object)->tp_name);
    return -1;
}

static COLD int raise_changed(const char *what)
{
    PyErr_Format(PyExc_RuntimeError, "%s changed size while it was stored", what);
    return -1;
}

/* What is inside a dict or list that others may change: keep the object that the encoded value points into. */
static int encode_kept(encoder *e, PyObject *object, mmf_value *value, const ancestor *up)
{
    if (plain_encode(object, value))
        return value->data ? arena_keep_object(&e->arena, object) : 0;
    return encode_inner(e, object, value, up);
}

static COLD int fill_item_slowly(encoder *e, PyObject *key, PyObject *object, mmf_item *item, const ancestor *up)
{
    Py_INCREF(key);
    Py_INCREF(object);
    int failed = encode_key(e, key, &item->key);
    if (!failed && item->key.value.data)
        failed = arena_keep_object(&e->arena, key);
    if (!failed)
        failed = encode_kept(e, object, &item->value, up);
    if (failed)
        note_item(key, 0);
    Py_DECREF(key);
    Py_DECREF(object);
    return failed;
}

static inline int fill_item(encoder *e, PyObject *key, PyObject *object, mmf_item *item, const ancestor *up)
{
    /* No code runs for these, so neither goes away before it is kept. */
    if (LIKELY(encode_key_fast(e->handle, key, &item->key) && !item->key.value.data) &&
        LIKELY(plain_encode(object, &item->value)))
        return LIKELY(!item->value.data) ? 0 : arena_keep_object(&e->arena, object);
    return fill_item_slowly(e, key, object, item, up);
}

static int fill_items(encoder *e, PyObject *dict, mmf_item **items, size_t *count, const ancestor *up)
{
    size_t room = (size_t)PyDict_GET_SIZE(dict), i = 0;
    Py_ssize_t position = 0;
    PyObject *key, *object;
    if (pin(e) < 0 || !(*items = arena_take_array(&e->arena, room, sizeof **items)))
        return -1;
    int failed = 0;
    while (!failed && PyDict_Next(dict, &position, &key, &object))
        failed = i == room ? raise_changed("dictionary") : fill_item(e, key, object, &(*items)[i++], up);
    *count = i;
    return !failed && i != (size_t)PyDict_GET_SIZE(dict) ? raise_changed("dictionary") : failed;
}

static int fill_elements(encoder *e, PyObject *list, mmf_value **values, size_t *count, const ancestor *up)
{
    size_t room = (size_t)PyList_GET_SIZE(list), i = 0;
    if (pin(e) < 0 || !(*values = arena_take_array(&e->arena, room, sizeof **values)))
        return -1;
    int failed = 0;
    for (; !failed && i < room && i < (size_t)PyList_GET_SIZE(list); i++) {
        PyObject *object = Py_NewRef(PyList_GET_ITEM(list, (Py_ssize_t)i));
        failed = encode_kept(e, object, &(*values)[i], up);
        if (failed)
            note_item(NULL, (Py_ssize_t)i);
        Py_DECREF(object);
    }
    *count = i;
    return !failed && i != (size_t)PyList_GET_SIZE(list) ? raise_changed("list") : failed;
}

int encode_items(encoder *e, PyObject *dict, mmf_item **items, size_t *count)
{
    ancestor self = {NULL, dict};
    int failed;
    Py_BEGIN_CRITICAL_SECTION(dict);
    failed = fill_items(e, dict, items, count, &self);
    Py_END_CRITICAL_SECTION();
    unpin(e);
    return failed;
}

int encode_elements(encoder *e, PyObject *list, mmf_value **values, size_t *count)
{
    ancestor self = {NULL, list};
    int failed;
    Py_BEGIN_CRITICAL_SECTION(list);
    failed = fill_elements(e, list, values, count, &self);
    Py_END_CRITICAL_SECTION();
    unpin(e);
    return failed;
}

static int encode_container(encoder *e, PyObject *object, mmf_value *value, const ancestor *up)
{
    ancestor self = {up, object};
    bool is_dict = PyDict_CheckExact(object);
    mmf_item *items = NULL;
    mmf_value *values = NULL;
    size_t count = 0;
    int failed;
    for (const ancestor *a = up; a; a = a->up)
        if (a->object == object)
            return raise_cycle(object);
    if (Py_EnterRecursiveCall(" while storing a nested value"))
        return -1;
    Py_BEGIN_CRITICAL_SECTION(object);
    failed = is_dict ? fill_items(e, object, &items, &count, &self) : fill_elements(e, object, &values, &count, &self);
    Py_END_CRITICAL_SECTION();
    Py_LeaveRecursiveCall();
    value->cell = mmf_cell_plain(is_dict ? MMF_TAG_DICT : MMF_TAG_LIST, count);
    value->data = is_dict ? (const void *)items : (const void *)values;
    return failed;
}

/* A handle: named if it is of the namespace that we store into, else copied. */
static int encode_handle(encoder *e, PyObject *object, mmf_value *value, const ancestor *up)
{
    const Handle *source = (const Handle *)object;
    if (!handle_usable(source) || !handle_usable(e->handle))
        return -1;
    if (source->ref.ns == e->handle->ref.ns) {
        value->cell = mmf_cell_plain(MMF_TAG_REF, 0);
        value->data = &source->ref;
        return arena_keep_object(&e->arena, object);
    }
    PyObject *copy = decode_snapshot(source, NULL);
    int failed = copy ? encode_container(e, copy, value, up) : -1;
    Py_XDECREF(copy);
    return failed;
}

/* A tied variable: as the handle on what it is tied to, or the empty dict or list that it stands for. */
static COLD int encode_tied(encoder *e, PyObject *object, mmf_value *value, const ancestor *up)
{
    PyObject *container = PyObject_CallMethod(object, "_stored", NULL);
    int failed = container ? encode_inner(e, container, value, up) : -1;
    Py_XDECREF(container);
    return failed;
}

/* ------------------------------------------------------------------ values */

/* 1: a tuple or frozenset of plain values. 0: not so plain. -1: exception. */
static int encode_group(encoder *e, PyObject *object, mmf_value *value)
{
    stream s;
    stream_init(&s, &e->arena, STREAM_VALUE);
    int done = stream_append(&s, object);
    if (done == 1) {
        unsigned char *data = stream_finish(&s);
        value->cell = mmf_cell_read(data);
        value->data = data + 16;
    }
    stream_drop(&s);
    return done;
}

static COLD int raise_subclass(PyObject *object, const char *base)
{
    PyErr_Format(
        PyExc_TypeError,
        "a %.200s cannot be stored: it would come back as a copy, whose changes are lost; pass %s(x) to store a "
        "live %s",
        Py_TYPE(object)->tp_name, base, base);
    return -1;
}

static int encode_inner(encoder *e, PyObject *object, mmf_value *value, const ancestor *up)
{
    const module_state *state = e->handle->state;
    PyTypeObject *type = Py_TYPE(object);
    if (type == &PyLong_Type)
        return plain_long(&e->arena, object, value);
    if (type == &PyDict_Type || type == &PyList_Type)
        return encode_container(e, object, value, up);
    if (type == &PyTuple_Type || type == &PyFrozenSet_Type) {
        int done = encode_group(e, object, value);
        return done ? (done < 0 ? -1 : 0) : serializer_encode(e, object, value);
    }
    if (type == &PyComplex_Type)
        return plain_complex(&e->arena, object, value);
    if (type == &PyUnicode_Type) { /* one that was not ready */
        if (compat_text_ready(object) < 0)
            return -1;
        plain_text(object, value);
        return arena_keep_object(&e->arena, object);
    }
    if (PyObject_TypeCheck(object, state->dict_type) || PyObject_TypeCheck(object, state->list_type))
        return encode_handle(e, object, value, up);
    if (PyDict_Check(object))
        return raise_subclass(object, "dict");
    if (PyList_Check(object))
        return raise_subclass(object, "list");
    PyTypeObject *tied = __atomic_load_n(&state->tied_class, __ATOMIC_ACQUIRE);
    if (tied && PyObject_TypeCheck(object, tied))
        return encode_tied(e, object, value, up);
    return serializer_encode(e, object, value);
}

int encode_value(encoder *e, PyObject *object, mmf_value *value)
{
    return plain_encode(object, value) ? 0 : encode_inner(e, object, value, NULL);
}

bool encode_pair(encoder *e, const Handle *handle, PyObject *key, mmf_key *k, PyObject *value, mmf_value *v)
{
    encoder_init(e, handle);
    if ((!value || encode_value(e, value, v) == 0) && handle_usable(handle) && (!key || encode_key(e, key, k) == 0)) {
        unpin(e);
        return true;
    }
    encoder_clear(e);
    return false;
}
