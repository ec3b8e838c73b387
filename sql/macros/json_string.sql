-- A text as a JSON string the way RFC 8785 (canonical JSON) writes it.
-- Other control characters never get here: the rule forbidden-characters
-- refuses them in every cell.
create or replace macro json_string(plain) as
    '"'
    || replace(replace(replace(replace(replace(replace(replace(
        plain, chr(92), chr(92) || chr(92)
    ), '"', chr(92) || '"'
    ), chr(8), chr(92) || 'b'
    ), chr(9), chr(92) || 't'
    ), chr(10), chr(92) || 'n'
    ), chr(12), chr(92) || 'f'
    ), chr(13), chr(92) || 'r'
    )
    || '"';
