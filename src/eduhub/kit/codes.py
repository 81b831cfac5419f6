"""QR codes, drawn as one path."""

import qrcode


def drawn(address: str) -> dict[str, object]:
    """The code as a path of unit squares, with the side of its square; for ui/code.html."""
    code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(address)
    matrix = code.get_matrix()
    squares = (
        f"M{column} {row}h1v1h-1z"
        for row, line in enumerate(matrix)
        for column, is_dark in enumerate(line)
        if is_dark
    )
    return {"path": "".join(squares), "side": len(matrix)}
