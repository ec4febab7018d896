/* decode.c -- cells and streams as Python objects, every size and count checked against what is left. */
#include "decode.h"

#include "errors.h"
#include "memo.h"
#include "serializer.h"
#include "text.h"
#include "wait.h"

/* What a value may be where it stands. */
enum place {
    PLACE_ANY,   /* anything, a container as a plain copy */
    PLACE_KEY,   /* a dict key: plain values, and MMF_TAG_KEY */
    PLACE_GROUP, /* inside a tuple or frozenset: plain values */
};

static PyObject *read_value(reader *r, enum place place);

/* ------------------------------------------------------------------ scalars */

static PyObject *decode_float(mmf_cell c)
{
    double number;
    memcpy(&number, &c.w1, sizeof number);
    return PyFloat_FromDouble(number);
}

static PyObject *ascii_text(const Handle *handle, const unsigned char *data, size_t length)
{
    if (text_has_high_bits(data, length))
        return raise_corrupt(handle, "str");
    PyObject *text = PyUnicode_New((Py_ssize_t)length, 127);
    if (text && length)
        memcpy(PyUnicode_DATA(text), data, length);
    return text;
}

static PyObject *wide_text(const Handle *handle, uint8_t width, const void *data, size_t bytes)
{
    text_kind kind = text_kind_of(width);
    return text_is_sound(kind, data, bytes)
               ? PyUnicode_FromKindAndData((int)kind.bytes, data, (Py_ssize_t)(bytes / kind.bytes))
               : raise_corrupt(handle, "str");
}

/* Writes 2 to 14 bytes, of which `first` has the first eight and `rest` those from the seventh on, in two pieces that
 * may overlap: out of registers, since a cell in memory was stored a moment before (see mmf_word_of()). */
static ALWAYS_INLINE void put_short(unsigned char *to, uint64_t first, uint64_t rest, size_t bytes)
{
    if (bytes >= 8) {
        unsigned skipped = 8 * ((unsigned)bytes - 8);
        uint64_t last = first >> skipped | rest >> 16 << 1 << (63 - skipped);
        memcpy(to, &first, 8);
        memcpy(to + bytes - 8, &last, 8);
    } else if (bytes >= 4) {
        uint32_t head = (uint32_t)first, tail = (uint32_t)(first >> 8 * (bytes - 4));
        memcpy(to, &head, 4);
        memcpy(to + bytes - 4, &tail, 4);
    } else {
        uint16_t head = (uint16_t)first, tail = (uint16_t)(first >> 8 * (bytes - 2));
        memcpy(to, &head, 2);
        memcpy(to + bytes - 2, &tail, 2);
    }
}

/* Up to 14 ASCII characters in their cell. */
static PyObject *short_text(const Handle *handle, mmf_cell c)
{
    uint64_t first = c.w0 >> 16 | c.w1 << 48, rest = c.w1;
    int length = mmf_cell_inline_length(c);
    if (UNLIKELY(length < 0 || ((first | rest) & UINT64_C(0x8080808080808080))))
        return raise_corrupt(handle, "str");
    if (length == 1)
        return PyUnicode_FromOrdinal((int)(first & 0xff)); /* one that is there already */
    PyObject *text = PyUnicode_New(length, 127);
    if (LIKELY(text && length))
        put_short(PyUnicode_DATA(text), first, rest, (size_t)length);
    return text;
}

static PyObject *inline_value(const Handle *handle, const mmf_cell *c)
{
    const unsigned char *bytes;
    int length = mmf_cell_inline_length(*c);
    if (mmf_cell_tag(*c) == MMF_TAG_STR7)
        return short_text(handle, *c);
    if (length < 0)
        return raise_corrupt(handle, "short value");
    mmf_cell_inline_bytes(c, &bytes);
    switch (mmf_cell_tag(*c)) {
    case MMF_TAG_BYTES7:
        return PyBytes_FromStringAndSize((const char *)bytes, length);
    default:
        return compat_long_read(bytes, (size_t)length);
    }
}

static PyObject *decode_complex(const Handle *handle, const void *data, size_t bytes)
{
    double parts[2];
    if (bytes != sizeof parts)
        return raise_corrupt(handle, "complex");
    memcpy(parts, data, sizeof parts);
    return PyComplex_FromDoubles(parts[0], parts[1]);
}

/* ------------------------------------------------------------------ groups */

/* The payload of a tuple, or of a frozenset: a count, then as many values and nothing more. One that stands in no other
 * may have been removed already (see mmf_buffer): that must not fail here. */
static PyObject *decode_tuple(const Handle *handle, const void *data, size_t bytes, enum place place)
{
    bool is_deep = place == PLACE_GROUP;
    reader r = {handle, data, (const unsigned char *)data + bytes, 0};
    if (bytes < 16)
        return raise_corrupt(handle, "tuple");
    mmf_cell count = mmf_cell_read(r.at);
    r.at += 16;
    if (mmf_cell_tag(count) != MMF_TAG_INT || count.w1 > (bytes - 16) / 16)
        return raise_corrupt(handle, "tuple");
    if (is_deep && Py_EnterRecursiveCall(" while reading a tuple"))
        return NULL;
    PyObject *tuple = PyTuple_New((Py_ssize_t)count.w1);
    for (size_t i = 0; tuple && i < count.w1; i++) {
        PyObject *element = read_value(&r, PLACE_GROUP);
        if (element)
            PyTuple_SET_ITEM(tuple, (Py_ssize_t)i, element);
        else
            Py_CLEAR(tuple);
    }
    if (is_deep)
        Py_LeaveRecursiveCall();
    if (tuple && r.at != r.end) {
        Py_DECREF(tuple);
        return raise_corrupt(handle, "tuple");
    }
    return tuple;
}

static PyObject *decode_frozenset(const Handle *handle, const void *data, size_t bytes, enum place place)
{
    PyObject *tuple = decode_tuple(handle, data, bytes, place);
    PyObject *set = tuple ? PyFrozenSet_New(tuple) : NULL;
    if (set && PySet_GET_SIZE(set) != PyTuple_GET_SIZE(tuple)) {
        Py_CLEAR(set);
        (void)raise_corrupt(handle, "frozenset");
    }
    Py_XDECREF(tuple);
    return set;
}

/* A key with two forms: the stored one stands behind the normal one. */
static PyObject *decode_two_forms(const Handle *handle, const void *data, size_t bytes)
{
    uint64_t normal_bytes;
    if (bytes < 16 + 16)
        return raise_corrupt(handle, "key");
    memcpy(&normal_bytes, data, 8);
    if (normal_bytes > bytes - 16 || normal_bytes % 16)
        return raise_corrupt(handle, "key");
    reader r = {handle, (const unsigned char *)data + 16 + normal_bytes, (const unsigned char *)data + bytes, 0};
    PyObject *key = read_value(&r, PLACE_GROUP);
    if (key && r.at != r.end) {
        Py_DECREF(key);
        return raise_corrupt(handle, "key");
    }
    return key;
}

/* ------------------------------------------------------------------ any value that is no container */

static PyObject *long_value(const Handle *handle, mmf_cell c, const void *data, enum place place, void **owned)
{
    size_t bytes = c.w1;
    switch (mmf_cell_tag(c)) {
    case MMF_TAG_STR:
        return mmf_cell_aux(c) == MMF_WIDTH_ASCII ? ascii_text(handle, data, bytes)
                                                  : wide_text(handle, mmf_cell_aux(c), data, bytes);
    case MMF_TAG_BYTES:
        return PyBytes_FromStringAndSize(data, (Py_ssize_t)bytes);
    case MMF_TAG_LONG:
        return compat_long_read(data, bytes);
    case MMF_TAG_COMPLEX:
        return decode_complex(handle, data, bytes);
    case MMF_TAG_TUPLE:
        return decode_tuple(handle, data, bytes, place);
    case MMF_TAG_FROZENSET:
        return decode_frozenset(handle, data, bytes, place);
    case MMF_TAG_KEY:
        return place == PLACE_KEY ? decode_two_forms(handle, data, bytes) : raise_corrupt(handle, "value");
    default: /* PICKLE, JSON */
        return place == PLACE_ANY ? serializer_decode(handle, mmf_cell_tag(c), data, bytes, owned)
                                  : raise_corrupt(handle, "key or tuple");
    }
}

static PyObject *scalar_value(const Handle *handle, const mmf_cell *c, const void *data, enum place place, void **owned)
{
    switch (mmf_cell_tag(*c)) {
    case MMF_TAG_NONE:
        Py_RETURN_NONE;
    case MMF_TAG_FALSE:
        Py_RETURN_FALSE;
    case MMF_TAG_TRUE:
        Py_RETURN_TRUE;
    case MMF_TAG_INT:
        return compat_long_from((int64_t)c->w1);
    case MMF_TAG_FLOAT:
        return decode_float(*c);
    case MMF_TAG_STR7:
    case MMF_TAG_BYTES7:
    case MMF_TAG_LONG7:
        return inline_value(handle, c);
    default:
        return mmf_tag_is_long(mmf_cell_tag(*c)) && c->w1 <= PY_SSIZE_T_MAX ? long_value(handle, *c, data, place, owned)
                                                                            : raise_corrupt(handle, "value");
    }
}

static PyObject *make_child(const Handle *handle, uint8_t tag, const mmf_out *out)
{
    if (!handle_usable(handle)) /* reading what stands before it may have closed it */
        return NULL;
    mmf_ref ref = mmf_out_ref(out, handle->ref.ns);
    return handle_make(handle, tag, &ref);
}

static ALWAYS_INLINE PyObject *scalar_of(const Handle *handle, mmf_out *out, enum place place)
{
    if (LIKELY(!out->owned))
        return scalar_value(handle, &out->cell, out->data, place, NULL);
    PyObject *object = made_is_there(out) ? made_take(handle, out)
                                          : scalar_value(handle, &out->cell, out->data, place,
                                                         out->data == out->owned ? &out->owned : NULL);
    mmf_out_clear(out);
    return object;
}

NOINLINE PyObject *decode_other(const Handle *handle, mmf_out *out)
{
    uint8_t tag = mmf_cell_tag(out->cell);
    if (LIKELY(!mmf_tag_is_container(tag)))
        return scalar_of(handle, out, PLACE_ANY);
    PyObject *object = make_child(handle, tag, out);
    mmf_out_clear(out);
    return object;
}

PyObject *decode_key(const Handle *handle, mmf_out *out) { return scalar_of(handle, out, PLACE_KEY); }

/* ------------------------------------------------------------------ streams */

/* The next value, if it is an int: the commonest one. */
static ALWAYS_INLINE PyObject *read_any(reader *r)
{
    if (UNLIKELY(r->end - r->at < 16) || r->at[0] != MMF_TAG_INT)
        return read_value(r, PLACE_ANY);
    mmf_cell c = mmf_cell_read(r->at);
    r->at += 16;
    return compat_long_from((int64_t)c.w1);
}

#define RECORD_ITEMS (1 << (MEMO_LOG2 - 1)) /* a dict of more would only push others out of the memo */

static ALWAYS_INLINE PyObject *read_key(reader *r, bool of_record)
{
    if (UNLIKELY(r->end - r->at < 16) || r->at[0] != MMF_TAG_STR7)
        return read_value(r, PLACE_KEY);
    mmf_cell c = mmf_cell_read(r->at);
    r->at += 16;
    if (!of_record)
        return short_text(r->handle, c);
    PyObject *text = memo_find(r->handle->state, c);
    if (LIKELY(text != NULL))
        return Py_NewRef(text);
    if ((text = short_text(r->handle, c)))
        memo_keep(r->handle->state, c, text);
    return text;
}

static PyObject *read_dict(reader *r, uint64_t count)
{
    bool of_record = count <= RECORD_ITEMS;
    PyObject *dict = compat_dict_for(count);
    for (uint64_t i = 0; dict && i < count; i++) {
        PyObject *key = read_key(r, of_record), *value = key ? read_any(r) : NULL;
        if (!value || PyDict_SetItem(dict, key, value) < 0)
            Py_CLEAR(dict);
        Py_XDECREF(value);
        Py_XDECREF(key);
    }
    return dict;
}

static PyObject *read_list(reader *r, uint64_t count)
{
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (uint64_t i = 0; list && i < count; i++) {
        PyObject *element = read_any(r);
        if (element)
            PyList_SET_ITEM(list, (Py_ssize_t)i, element);
        else
            Py_CLEAR(list);
    }
    return list;
}

static PyObject *read_container(reader *r, mmf_cell c)
{
    bool is_dict = mmf_cell_tag(c) == MMF_TAG_DICT;
    if (c.w1 > (size_t)(r->end - r->at) / (is_dict ? 32 : 16))
        return raise_corrupt(r->handle, "container");
    /* A value of fewer levels may have been removed already (see mmf_buffer): that must not fail here. */
    bool is_deep = r->depth >= MMF_DEPTH_SURE;
    if (is_deep && Py_EnterRecursiveCall(" while reading a nested value"))
        return NULL;
    r->depth++;
    PyObject *container = is_dict ? read_dict(r, c.w1) : read_list(r, c.w1);
    r->depth--;
    if (is_deep)
        Py_LeaveRecursiveCall();
    return container;
}

/* A value that is no container: its payload, if it has one, comes next. */
static PyObject *read_scalar(reader *r, const mmf_cell *c, enum place place)
{
    const unsigned char *data = r->at;
    if (mmf_tag_is_long(mmf_cell_tag(*c))) {
        size_t left = (size_t)(r->end - r->at);
        if (c->w1 > left || mmf_padded(c->w1) > left)
            return raise_corrupt(r->handle, "value");
        r->at += mmf_padded(c->w1);
    }
    return scalar_value(r->handle, c, data, place, NULL);
}

static PyObject *read_value(reader *r, enum place place)
{
    if (r->end - r->at < 16)
        return raise_corrupt(r->handle, "value");
    mmf_cell c = mmf_cell_read(r->at);
    r->at += 16;
    if (mmf_tag_is_container(mmf_cell_tag(c)))
        return place == PLACE_ANY ? read_container(r, c) : raise_corrupt(r->handle, "key or tuple");
    return read_scalar(r, &c, place);
}

PyObject *reader_next(reader *r) { return read_value(r, PLACE_ANY); }

PyObject *reader_next_key(reader *r) { return read_value(r, PLACE_KEY); }

PyObject *decode_values(const Handle *handle, const mmf_buffer *buffer, Py_ssize_t count)
{
    reader r;
    reader_init(&r, handle, buffer);
    return read_list(&r, (uint64_t)count);
}

PyObject *decode_buffer(const Handle *handle, mmf_buffer *buffer)
{
    reader r;
    reader_init(&r, handle, buffer);
    PyObject *object = reader_next(&r);
    mmf_buffer_clear(buffer);
    return object;
}

/* One of many values; `payloads` stands behind those that were read. */
static PyObject *one_of_many(reader *payloads, mmf_cell c)
{
    mmf_out out;
    if (!mmf_tag_is_container(mmf_cell_tag(c)))
        return read_scalar(payloads, &c, PLACE_ANY);
    mmf_out_init(&out);
    out.cell = c;
    return decode_other(payloads->handle, &out);
}

PyObject *decode_many(const Handle *handle, const mmf_buffer *buffer, size_t count, PyObject *missing)
{
    const mmf_cell *cells = (const mmf_cell *)buffer->data;
    reader payloads = {handle, buffer->data + count * sizeof *cells, buffer->data + buffer->bytes};
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list && i < count; i++) {
        uint8_t tag = mmf_cell_tag(cells[i]);
        PyObject *value = LIKELY(tag == MMF_TAG_INT) ? compat_long_from((int64_t)cells[i].w1)
                          : tag == MMF_TAG_EMPTY     ? Py_NewRef(missing)
                                                     : one_of_many(&payloads, cells[i]);
        if (value)
            PyList_SET_ITEM(list, (Py_ssize_t)i, value);
        else
            Py_CLEAR(list);
    }
    return list;
}

#define SNAPSHOT_ON_STACK 1024

PyObject *decode_snapshot(const Handle *handle, uint64_t *stamp)
{
    _Alignas(16) unsigned char room[SNAPSHOT_ON_STACK];
    mmf_buffer buffer;
    mmf_status status;
    wait w = WAIT_START;
    if (!handle_usable(handle))
        return NULL;
    mmf_buffer_lend(&buffer, room, sizeof room);
    do
        status = mmf_export(&handle->ref, &buffer, stamp);
    while (wait_more(&w, handle, &status));
    wait_end(&w, handle);
    if (status == MMF_OK)
        return decode_buffer(handle, &buffer);
    mmf_buffer_clear(&buffer);
    return raise_status(handle, status);
}
